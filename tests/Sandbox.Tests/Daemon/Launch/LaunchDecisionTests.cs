using Notejam.Sandbox.Daemon.Launch;

namespace Notejam.Sandbox.Tests.Daemon.Launch;

public sealed class LaunchDecisionTests
{
    private static readonly SandboxLease Other = new(77, 1, "/home/a/clone", "./build.sh Deploy", new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero), "v1");

    [Theory]
    // version, scale, can hand over, ended servers, in use, even if used -> decision
    [InlineData("v1", 60, true, "", false, false, "Serve")]
    [InlineData("v1", 60, true, "", true, false, "Serve")]
    [InlineData("v1", 60, false, "", true, false, "Serve")]
    [InlineData("v2", 60, true, "", false, false, "TakeOver")]
    [InlineData("v2", 60, false, "", false, false, "Restart")]
    [InlineData("v2", 60, true, "", true, false, "Refuse")]
    [InlineData("v2", 60, false, "", true, false, "Refuse")]
    [InlineData("v2", 60, true, "", true, true, "TakeOver")]
    [InlineData("v2", 60, false, "", true, true, "Restart")]
    [InlineData(null, 60, false, "", false, false, "Restart")]
    [InlineData("v1", 5, true, "", false, false, "TakeOver")]
    [InlineData("v1", 5, true, "", true, false, "Refuse")]
    [InlineData("v1", 5, true, "", true, true, "TakeOver")]
    [InlineData("v1", 60, true, "image-store", false, false, "TakeOver")]
    [InlineData("v1", 60, true, "image-store", true, false, "TakeOver")]
    [InlineData("v1", 60, false, "image-store", false, false, "Restart")]
    [InlineData("v2", 60, true, "image-store", true, false, "Refuse")]
    [InlineData("v1", 60, true, "moto", false, false, "Restart")]
    [InlineData("v1", 60, true, "moto", true, false, "Refuse")]
    [InlineData("v1", 60, true, "moto", true, true, "Restart")]
    [InlineData("v2", 60, true, "image-store,moto", true, false, "Refuse")]
    public void A_gateway_is_replaced_only_where_no_other_run_notices(
        string? version, double scale, bool canHandOver, string ended, bool used, bool evenIfUsed, string expected)
    {
        var gateway = new GatewayState(1, version, scale, canHandOver, ended.Split(',', StringSplitOptions.RemoveEmptyEntries));

        var decision = LaunchDecision.About(gateway, new LaunchRequest("http://127.0.0.1:4566", "v1", 60, evenIfUsed), used ? [Other] : []);

        Assert.Equal(expected, decision.GetType().Name);
    }

    [Fact]
    public void A_refusal_says_who_uses_it_which_versions_differ_and_what_to_do()
    {
        var gateway = new GatewayState(1, "v1", 60, true, []);

        var refusal = Assert.IsType<LaunchDecision.Refuse>(LaunchDecision.About(gateway, new LaunchRequest("http://127.0.0.1:5661", "v2", 60, EvenIfUsed: false), [Other]));

        Assert.Equal(
            "The sandbox at http://127.0.0.1:5661 is in use by /home/a/clone (./build.sh Deploy, process 77, since 2026-01-02 03:04:05Z, version v1). "
            + "The gateway has version v1, this clone has v2: replacing it changes the sandbox underneath that run. Wait until it has ended, "
            + "use a sandbox of your own (--sandbox-endpoint http://127.0.0.1:5600), or replace its gateway all the same "
            + "(./build.sh Sandbox --even-if-used --sandbox-endpoint http://127.0.0.1:5661).",
            refusal.Message);
    }

    [Theory]
    [InlineData(false, false, null)]
    [InlineData(true, true, null)]
    [InlineData(true, false, "./build.sh Sandbox --stop --even-if-used --sandbox-endpoint http://127.0.0.1:4566")]
    public void A_sandbox_that_another_run_uses_is_not_stopped_unasked(bool used, bool evenIfUsed, string? remedy)
    {
        var objection = LaunchDecision.ObjectionToStop(new LaunchRequest("http://127.0.0.1:4566", "v1", 60, evenIfUsed), used ? [Other] : []);

        if (remedy is null) Assert.Null(objection);
        else Assert.Contains(remedy, objection, StringComparison.Ordinal);
    }
}
