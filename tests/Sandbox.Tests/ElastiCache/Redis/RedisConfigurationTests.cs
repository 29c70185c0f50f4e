using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.ElastiCache.Redis;

namespace Notejam.Sandbox.Tests.ElastiCache.Redis;

public class RedisConfigurationTests
{
    [Fact]
    public void A_server_with_TLS_has_no_plain_port()
    {
        var lines = Lines(Group(encrypted: true));

        Assert.Contains("tls-port 6379", lines);
        Assert.Contains("port 0", lines);
    }

    [Fact]
    public void Tokens_stand_there_as_hashes()
    {
        var group = Group(encrypted: true);
        group.Tokens = AuthTokens.Of("a-token-of-16-letters-or-more");

        var lines = Lines(group);
        Assert.Contains($"user default on resetpass #{AuthTokens.Hash("a-token-of-16-letters-or-more")} ~* &* +@all", lines);
        Assert.DoesNotContain(lines, line => line.Contains("a-token", StringComparison.Ordinal));
    }

    [Fact]
    public void Parameters_about_AWSs_machines_are_left_out()
    {
        var lines = Lines(Group(encrypted: false), ("maxmemory-policy", "allkeys-lru"), ("reserved-memory-percent", "25"));

        Assert.Contains("maxmemory-policy \"allkeys-lru\"", lines);
        Assert.DoesNotContain(lines, line => line.StartsWith("reserved-memory-percent", StringComparison.Ordinal));
    }

    private static string[] Lines(ReplicationGroup group, params (string Name, string Value)[] parameters)
    {
        var own = new CacheParameterGroup { Name = "own", Arn = "arn", Family = "redis7", Description = "" };
        foreach (var (name, value) in parameters) own.Parameters[name] = value;
        return RedisConfiguration.Write(group, own, "/folder", "/ca.pem", onLoopback: false).Split('\n');
    }

    private static ReplicationGroup Group(bool encrypted) => new()
    {
        Id = "cache", Region = "eu-central-1", Arn = "arn", Status = "creating", Description = "", Engine = "redis", EngineVersion = "7.1.0",
        NodeType = "cache.t4g.micro", Members = 1, Endpoint = new CacheEndpoint("172.30.0.1", 6379), TransitEncryption = encrypted,
        ParameterGroupName = "own", SnapshotWindow = "", MaintenanceWindow = "", CreatedAt = DateTimeOffset.UnixEpoch,
    };
}
