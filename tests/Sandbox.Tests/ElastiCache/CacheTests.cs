using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using System.Text;
using Notejam.Sandbox.Tests.Rds;

namespace Notejam.Sandbox.Tests.ElastiCache;

[Trait("Suite", "wire")]
[Collection(DataSandboxCollection.Name)]
public class CacheTests(DataSandbox sandbox)
{
    private const string Token = "a-token-of-16-letters-or-more";

    [Fact]
    public async Task A_cache_answers_over_TLS_to_those_who_know_the_token()
    {
        var (address, port) = await CreateAsync("sessions", $"""TransitEncryptionEnabled=True, AuthToken="{Token}",""");

        Assert.StartsWith("-NOAUTH", await AskAsync(address, port, "PING"), StringComparison.Ordinal);
        Assert.Equal("+OK\r\n+PONG\r\n", await AskAsync(address, port, $"AUTH {Token}", "PING"));
    }

    [Fact]
    public async Task Tokens_are_rotated_set_and_deleted_while_the_cache_goes_on_with_its_keys()
    {
        var (address, port) = await CreateAsync("rotated", "TransitEncryptionEnabled=True,");
        await AskAsync(address, port, "SET key value");
        Assert.Equal(("True", "+PONG\r\n"), (await ChangeAsync("ROTATE", "first"), await AskAsync(address, port, "PING")));
        Assert.Equal((true, false), (await AcceptsAsync("first"), await AcceptsAsync("second")));
        await sandbox.RestartAsync();
        await WaitForAsync(address, port);
        Assert.Equal((true, true, false), (await AcceptsAsync(null), await AcceptsAsync("first"), await AcceptsAsync("second")));
        Assert.Equal(("True", false, true, false), (await ChangeAsync("SET", "first"), await AcceptsAsync(null), await AcceptsAsync("first"), await AcceptsAsync("second")));
        Assert.Equal(("True", false, true, true), (await ChangeAsync("ROTATE", "second"), await AcceptsAsync(null), await AcceptsAsync("first"), await AcceptsAsync("second")));
        await sandbox.RestartAsync();
        Assert.Equal((false, true, true), (await AcceptsAsync(null), await AcceptsAsync("first"), await AcceptsAsync("second")));
        Assert.Equal(("True", false, true), (await ChangeAsync("SET", "second"), await AcceptsAsync("first"), await AcceptsAsync("second")));
        Assert.Equal(("False", true), (await ChangeAsync("DELETE", null), await AcceptsAsync(null)));
        Assert.Equal("$5\r\nvalue\r\n", await AskAsync(address, port, "GET key"));

        static string TokenOf(string name) => $"a-token-of-16-letters-or-more-{name}";

        async Task<bool> AcceptsAsync(string? name)
        {
            var answer = name is null ? await AskAsync(address, port, "PING") : await AskAsync(address, port, $"AUTH {TokenOf(name)}", "PING");
            return answer == (name is null ? "+PONG\r\n" : "+OK\r\n+PONG\r\n");
        }

        Task<string> ChangeAsync(string strategy, string? name) => sandbox.PythonAsync($"""
            def group(): return elasticache.describe_replication_groups(ReplicationGroupId="rotated")["ReplicationGroups"][0]
            answer = elasticache.modify_replication_group(ReplicationGroupId="rotated", AuthTokenUpdateStrategy="{strategy}", ApplyImmediately=True{(name is null ? "" : $", AuthToken=\"{TokenOf(name)}\"")})
            assert answer["ReplicationGroup"]["Status"] == "modifying" and (group()["Status"] in ("modifying", "available"))
            wait(lambda: group()["Status"])
            assert group()["AuthTokenLastModifiedDate"]
            print(group()["AuthTokenEnabled"])
            """);
    }

    [Fact]
    public async Task A_cache_whose_port_somebody_else_has_taken_on_loopback_during_a_rotation_goes_on()
    {
        // While it takes two tokens the server listens elsewhere, and another sandbox's may take its place on loopback.
        var (address, port) = await CreateAsync("displaced", "TransitEncryptionEnabled=True, Port=6390,");
        await ChangeAsync("ROTATE");
        using var other = new TcpListener(IPAddress.Loopback, port);
        other.Start();

        await ChangeAsync("SET");

        Assert.Equal("+OK\r\n+PONG\r\n", await AskAsync(address, port, $"AUTH {Token}", "PING"));
        await ChangeAsync("DELETE");
        Assert.Equal("+PONG\r\n", await AskAsync(address, port, "PING"));

        Task<string> ChangeAsync(string strategy) => sandbox.PythonAsync($"""
            elasticache.modify_replication_group(ReplicationGroupId="displaced", AuthTokenUpdateStrategy="{strategy}", ApplyImmediately=True{(strategy == "DELETE" ? "" : $", AuthToken=\"{Token}\"")})
            wait(lambda: elasticache.describe_replication_groups(ReplicationGroupId="displaced")["ReplicationGroups"][0]["Status"])
            """);
    }

    [Fact]
    public async Task Every_cache_reports_the_port_it_was_asked_for()
    {
        var (firstAddress, firstPort) = await CreateAsync("first");
        var (secondAddress, secondPort) = await CreateAsync("second");

        Assert.Equal((6379, 6379), (firstPort, secondPort));
        Assert.NotEqual(firstAddress, secondAddress);
    }

    [Fact]
    public async Task A_cache_outlives_the_gateway_with_its_keys()
    {
        var (address, port) = await CreateAsync("lasting", "TransitEncryptionEnabled=True,");
        await AskAsync(address, port, "SET key value");
        await sandbox.RestartAsync();

        Assert.Equal("$5\r\nvalue\r\n", await AskAsync(address, port, "GET key"));
    }

    [Fact]
    public async Task The_delivery_of_a_log_is_kept_until_it_is_turned_off()
    {
        const string Delivery = """{"LogType": "slow-log", "DestinationType": "cloudwatch-logs", "LogFormat": "json", "DestinationDetails": {"CloudWatchLogsDetails": {"LogGroup": "/slow"}}}""";
        await CreateAsync("logged", $"LogDeliveryConfigurations=[{Delivery}],");
        var answer = await sandbox.PythonAsync("""
            def group(): return elasticache.describe_replication_groups(ReplicationGroupId="logged")["ReplicationGroups"][0]
            def logs(): return [(log["LogType"], log["DestinationDetails"]["CloudWatchLogsDetails"]["LogGroup"], log["Status"]) for log in group()["LogDeliveryConfigurations"]]
            before = logs()
            elasticache.modify_replication_group(ReplicationGroupId="logged", LogDeliveryConfigurations=[{"LogType": "slow-log", "Enabled": False}])
            wait(lambda: group()["Status"])
            print(before, logs())
            """);

        Assert.Equal("[('slow-log', '/slow', 'active')] []", answer);
    }

    [Theory]
    [InlineData($"""AuthToken="{Token}",""", "InvalidParameterCombination")]
    [InlineData("""TransitEncryptionEnabled=True, AuthToken="short",""", "InvalidParameterValue")]
    [InlineData("""AutomaticFailoverEnabled=True,""", "InvalidParameterCombination")]
    [InlineData("""Engine="memcached",""", "InvalidParameterValue")]
    [InlineData("""LogDeliveryConfigurations=[{"LogType": "fast-log", "DestinationType": "cloudwatch-logs"}],""", "InvalidParameterValue")]
    [InlineData("""CacheSubnetGroupName="none",""", "CacheSubnetGroupNotFoundFault")]
    public async Task What_ElastiCache_refuses_is_refused(string arguments, string code)
    {
        var answer = await sandbox.PythonAsync($"""
            try: elasticache.create_replication_group(ReplicationGroupId="bad", ReplicationGroupDescription="bad", {arguments})
            except elasticache.exceptions.ClientError as error: print(error.response["Error"]["Code"])
            """);

        Assert.Equal(code, answer);
    }

    private async Task<(string Address, int Port)> CreateAsync(string name, string arguments = "")
    {
        var answer = await sandbox.PythonAsync($"""
            elasticache.create_replication_group(ReplicationGroupId="{name}", ReplicationGroupDescription="{name}", Engine="redis", CacheNodeType="cache.t4g.micro", {arguments})
            def group(): return elasticache.describe_replication_groups(ReplicationGroupId="{name}")["ReplicationGroups"][0]
            wait(lambda: group()["Status"])
            endpoint = group()["NodeGroups"][0]["PrimaryEndpoint"]
            print(endpoint["Address"], endpoint["Port"])
            """);
        return (answer.Split(' ')[0], int.Parse(answer.Split(' ')[1], System.Globalization.CultureInfo.InvariantCulture));
    }

    private static async Task WaitForAsync(string address, int port)
    {
        for (var end = DateTime.UtcNow.AddSeconds(20); ;)
        {
            try
            {
                using var client = new TcpClient();
                await client.ConnectAsync(address, port);
                return;
            }
            catch (SocketException) when (DateTime.UtcNow < end)
            {
                await Task.Delay(50);
            }
        }
    }

    // The inline protocol: a line a command.
    private async Task<string> AskAsync(string address, int port, params string[] commands)
    {
        using var client = new TcpClient();
        await client.ConnectAsync(address, port);
        await using var tls = new SslStream(client.GetStream());
        using var authority = X509CertificateLoader.LoadCertificateFromFile(sandbox.AuthorityFile);
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.Add(authority);
        await tls.AuthenticateAsClientAsync(new SslClientAuthenticationOptions { TargetHost = address, CertificateChainPolicy = policy });

        await tls.WriteAsync(Encoding.ASCII.GetBytes(string.Concat(commands.Append("QUIT").Select(command => command + "\r\n"))));
        using var reader = new StreamReader(tls, Encoding.ASCII);
        var answer = await reader.ReadToEndAsync();
        return answer[..^"+OK\r\n".Length];
    }
}
