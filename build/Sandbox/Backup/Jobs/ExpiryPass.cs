using Notejam.Sandbox.Backup.Model;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Removes recovery points whose deletion was asked for, or whose lifecycle is over.</summary>
internal sealed class ExpiryPass(BackupStore store, IRecoveryData data, SandboxOptions options, TimeProvider clock)
{
    /// <summary>Looks at a region's vaults.</summary>
    public void Step(string region)
    {
        var due = store.Read(region, state => state.Vaults.Values.SelectMany(vault => vault.RecoveryPoints.Values.Where(IsDue).Select(point => (vault.Name, point.Arn))).ToList());
        foreach (var (vault, point) in due)
        {
            data.Delete(point);
            store.Write(region, state => state.Vaults.GetValueOrDefault(vault)?.RecoveryPoints.Remove(point));
        }
    }

    private bool IsDue(RecoveryPoint point) => point.Status switch
    {
        "DELETING" => clock.GetUtcNow() >= point.DeletedAt + JobTimes.Delete / options.TimeScale,
        "COMPLETED" or "PARTIAL" => EndOf(point) <= clock.GetUtcNow(),
        _ => false,
    };

    private DateTimeOffset? EndOf(RecoveryPoint point) =>
        point.Lifecycle?.DeleteAfterDays is { } days ? (point.CompletedAt ?? point.CreatedAt) + TimeSpan.FromDays(days) / options.TimeScale : null;
}
