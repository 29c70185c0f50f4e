using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Failover;

/// <summary>What a failover does in the primary region, as far as that answers.</summary>
/// <param name="Probe">Finds out whether it answers.</param>
/// <param name="Freeze">Takes its tasks away.</param>
/// <param name="Cluster">Its cluster.</param>
/// <param name="Service">Its service.</param>
/// <param name="BackUpAsync">Backs its database up once more, copied and with a manifest; returns what was done, in words.</param>
/// <param name="Open">Makes a client that asks Notejam itself, at its load balancer; where that is not known, where its name leads.</param>
internal sealed record PrimaryTools(PrimaryProbe Probe, ServiceFreeze Freeze, string Cluster, string Service, Func<CancellationToken, Task<string>> BackUpAsync, Func<string?, HttpClient> Open)
{
    /// <summary>Freezes the service, if the region answers.</summary>
    /// <exception cref="PipelineException">It answers, and cannot be frozen.</exception>
    public async Task<FrozenPrimary> FreezeAsync(int tasksBefore, CancellationToken cancellationToken)
    {
        var state = await Probe.LookAsync(Cluster, cancellationToken);
        if (!state.Answers) return new FrozenPrimary(false, tasksBefore, state.Evidence);
        var tasks = await Freeze.FreezeAsync(Cluster, Service, cancellationToken);
        // Frozen by an earlier run already, it no longer knows how many there were.
        return new FrozenPrimary(true, Math.Max(tasks, tasksBefore), $"{state.Evidence}; {Service} is frozen");
    }
}
