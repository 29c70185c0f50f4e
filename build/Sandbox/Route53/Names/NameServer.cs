using System.Net;
using Notejam.Sandbox.Route53.Health;

namespace Notejam.Sandbox.Route53.Names;

/// <summary>Answers as Route 53's name servers do: simple and failover records, aliases of load balancers.</summary>
internal sealed class NameServer(HostedZones zones, HealthJudge health)
{
    // A chain longer than this is a circle.
    private const int MostAliases = 8;

    /// <summary>Where a name leads; null when there is no such name.</summary>
    public Task<NameAnswer?> ResolveAsync(string name, CancellationToken cancellationToken) => ResolveAsync(RecordSet.Plain(name), 0, cancellationToken);

    private async Task<NameAnswer?> ResolveAsync(string name, int depth, CancellationToken cancellationToken)
    {
        // The sandbox's load balancers are named by their address.
        if (IPAddress.TryParse(name, out _)) return new NameAnswer(name, [name], null, null);
        if (depth == MostAliases) return null;
        var records = await zones.FindAsync(name, cancellationToken);
        if (records.Count == 0) return null;

        var (chosen, reason) = await ChooseAsync(records, cancellationToken);
        var addresses = chosen.AliasOf is { } alias ? (await ResolveAsync(alias, depth + 1, cancellationToken))?.Addresses ?? [] : chosen.Addresses;
        return new NameAnswer(name, addresses, chosen.Failover, reason);
    }

    // With nobody healthy Route 53 answers with the primary record.
    private async Task<(RecordSet Record, string? Reason)> ChooseAsync(IReadOnlyList<RecordSet> records, CancellationToken cancellationToken)
    {
        if (records.FirstOrDefault(record => record.Failover == "PRIMARY") is not { } primary) return (records[0], null);
        if (primary.HealthCheckId is null) return (primary, null);
        var first = await health.JudgeAsync(primary.HealthCheckId, cancellationToken);
        if (first.IsHealthy || records.FirstOrDefault(record => record.Failover == "SECONDARY") is not { } secondary) return (primary, first.Reason);
        if (secondary.HealthCheckId is null) return (secondary, first.Reason);
        var second = await health.JudgeAsync(secondary.HealthCheckId, cancellationToken);
        return (second.IsHealthy ? secondary : primary, $"{first.Reason}; {second.Reason}");
    }
}
