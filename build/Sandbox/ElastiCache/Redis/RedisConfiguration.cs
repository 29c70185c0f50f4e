using System.Globalization;
using System.Text;
using Notejam.Sandbox.ElastiCache.Model;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>The text of a Redis server's configuration file.</summary>
internal static class RedisConfiguration
{
    // Those of ElastiCache's parameters that matter to an application; others describe AWS's machines.
    private static readonly HashSet<string> Passed = new(StringComparer.Ordinal)
    {
        "maxmemory-policy", "notify-keyspace-events", "timeout", "tcp-keepalive", "maxmemory-samples", "lazyfree-lazy-eviction",
        "lazyfree-lazy-expire", "slowlog-log-slower-than", "slowlog-max-len", "latency-monitor-threshold", "activedefrag", "databases",
    };

    /// <summary>Writes it.</summary>
    /// <param name="folder">The server's folder, with its certificate when it speaks TLS.</param>
    /// <param name="onLoopback">Whether to listen on loopback too.</param>
    public static string Write(ReplicationGroup group, CacheParameterGroup parameters, string folder, string authorityFile, bool onLoopback)
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"bind {group.Endpoint.Address}{(onLoopback ? " 127.0.0.1" : "")}\n");
        text.Append(CultureInfo.InvariantCulture, $"{(group.TransitEncryption ? "tls-port" : "port")} {group.Server.Port}\n");
        if (group.TransitEncryption)
            text.Append(CultureInfo.InvariantCulture, $"""
                port 0
                tls-cert-file {folder}/server.crt
                tls-key-file {folder}/server.key
                tls-ca-cert-file {authorityFile}
                tls-auth-clients no

                """);
        text.Append(CultureInfo.InvariantCulture, $"""
            dir {folder}
            protected-mode no
            daemonize no
            save ""
            appendonly no
            maxmemory 64mb
            maxmemory-policy volatile-lru

            """);
        text.Append(CultureInfo.InvariantCulture, $"user default {string.Join(' ', group.Tokens.Rules())}\n");
        if (group.AdminPassword is { } own) text.Append(CultureInfo.InvariantCulture, $"user {RedisAdmin.User} on #{AuthTokens.Hash(own)} ~* &* +@all\n");
        foreach (var (name, value) in parameters.Parameters.Where(pair => Passed.Contains(pair.Key)))
            text.Append(CultureInfo.InvariantCulture, $"{name} \"{Escape(value)}\"\n");
        return text.ToString();
    }

    private static string Escape(string value) =>
        value.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal).ReplaceLineEndings("");
}
