using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>From what was seen to a verdict; a pure function.</summary>
public static class BackupChecks
{
    /// <summary>All checks, in the order in which people read them.</summary>
    public static IReadOnlyList<CheckResult> Run(ObservedBackups seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return
        [
            FreshnessChecks.Freshness(seen, seen.Primary),
            FreshnessChecks.Freshness(seen, seen.Recovery),
            CopyChecks.Copies(seen),
            FreshnessChecks.Gaps(seen),
            ProofChecks.Jobs(seen),
            FreshnessChecks.Size(seen),
            KeyChecks.Keys(seen, seen.Primary, isCopied: false),
            KeyChecks.Keys(seen, seen.Recovery, isCopied: true),
            RetentionChecks.Retention(seen, seen.Primary, isCopied: false),
            RetentionChecks.Retention(seen, seen.Recovery, isCopied: true),
            RetentionChecks.Lock(seen, seen.Primary),
            RetentionChecks.Lock(seen, seen.Recovery),
            RetentionChecks.AccessPolicy(seen, seen.Primary),
            RetentionChecks.AccessPolicy(seen, seen.Recovery),
            ProofChecks.Manifest(seen),
            ProofChecks.Drill(seen),
            ProofChecks.RestoreTest(seen),
        ];
    }
}
