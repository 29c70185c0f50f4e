using Notejam.Sandbox.Rds.Postgres;

namespace Notejam.Sandbox.Tests.Rds.Postgres;

public class PostgresConfigurationTests
{
    private static readonly HashSet<string> Known = ["work_mem", "listen_addresses", "fsync"];

    [Theory]
    [InlineData("work_mem", "8MB", true)]
    [InlineData("WORK_MEM", "8MB", true)]
    [InlineData("work_mem", "{DBInstanceClassMemory/100}", false)]
    [InlineData("rds.force_ssl", "1", false)]
    [InlineData("listen_addresses", "*", false)]
    [InlineData("fsync", "off", false)]
    public void Only_what_the_server_knows_and_the_sandbox_leaves_open_is_applied(string name, string value, bool applied) =>
        Assert.Equal(applied, PostgresConfiguration.IsApplied(name, value, Known));

    [Fact]
    public void A_value_cannot_break_out_of_its_quotes()
    {
        var server = new PostgresServer("db", 5000, true, new Dictionary<string, string> { ["work_mem"] = "8MB'\nfsync = off" });

        var text = PostgresConfiguration.Settings(server, "172.30.0.1", "/s", Known);

        Assert.DoesNotContain(text.Split('\n'), line => line.StartsWith("fsync", StringComparison.Ordinal));
        Assert.StartsWith("work_mem = '8MB'' fsync = off'\n", text, StringComparison.Ordinal);
    }

    [Fact]
    public void The_superuser_never_comes_over_the_network()
    {
        foreach (var forceSsl in new[] { true, false })
            Assert.Contains("host    all              rdsadmin  all  reject", PostgresConfiguration.HostBasedAuthentication(forceSsl), StringComparison.Ordinal);
    }
}
