using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>Whether jobs ended well, and whether anybody has shown that what they left can be restored.</summary>
internal static class ProofChecks
{
    private static readonly TimeSpan Period = TimeSpan.FromDays(7);

    // Drills are weekly; one may be late by a day.
    private static readonly TimeSpan LongestWithoutProof = TimeSpan.FromDays(8);

    /// <summary>Jobs of the period that ended badly.</summary>
    public static CheckResult Jobs(ObservedBackups seen)
    {
        const string Name = "jobs";
        if (FreshnessChecks.Unseen(Name, seen.Primary) is { } unseen) return unseen;
        var jobs = seen.Backups.Select(job => (Kind: "backup", Job: job)).Concat(seen.Copies.Select(job => (Kind: "copy", Job: job)))
            .Where(each => each.Job.IsOver && each.Job.CreatedAt > seen.Now - Period).OrderByDescending(each => each.Job.CreatedAt).ToList();
        var bad = jobs.Where(each => each.Job.State != "COMPLETED").Select(each => $"{each.Kind} {each.Job.Id} {each.Job.State}{(each.Job.Message is { } message ? $": {message}" : "")}").ToList();
        if (bad.Count == 0) return CheckResult.Ok(Name, $"{jobs.Count} backup and copy jobs of the last {Period.TotalDays} days completed{OtherResources.Also(seen.OtherJobs, "job")}");
        // What failed and was followed by a success has been made good.
        var isMadeGood = jobs.GroupBy(each => each.Kind).All(kind => kind.First().Job.State == "COMPLETED");
        return isMadeGood
            ? CheckResult.Warn(Name, $"{bad.Count} of {jobs.Count} jobs did not complete, later ones did: {CopyChecks.Some(bad)}", "Find out why, before it happens twice in a row.")
            : CheckResult.Bad(Name, $"{bad.Count} of {jobs.Count} jobs did not complete, the last ones among them: {CopyChecks.Some(bad)}", "Correct the cause, then ./build.sh Backup.");
    }

    /// <summary>The manifest of a recent copy.</summary>
    public static CheckResult Manifest(ObservedBackups seen)
    {
        const string Name = "manifest";
        const string Remedy = "./build.sh Backup makes a recovery point with a manifest; run it once a week or oftener.";
        if (FreshnessChecks.Unseen(Name, seen.Recovery) is { } unseen) return unseen;
        if (seen.Manifest is not { } manifest) return CheckResult.Warn(Name, $"none of the newest copies in {seen.Recovery.Region} has a manifest: a drill cannot tell whether their data are whole", Remedy);
        var name = RecoveryPointArn.NameOf(manifest.PointArn);
        if (manifest.Flaw is { } flaw) return CheckResult.Bad(Name, $"the manifest of {name} is not to be trusted: {flaw}", "Find out who wrote it: the bucket keeps its versions. Then ./build.sh Backup.");
        var age = seen.Now - manifest.PointCreatedAt;
        return age > LongestWithoutProof
            ? CheckResult.Warn(Name, $"the newest copy with a manifest, {name}, is {FreshnessChecks.Text(age)} old", Remedy)
            : CheckResult.Ok(Name, $"{name} has one, signed in {seen.Recovery.Region}");
    }

    /// <summary>The newest drill.</summary>
    public static CheckResult Drill(ObservedBackups seen) => Proof(seen, "drill", seen.Drill, "Restore the newest copy in the disaster-recovery region, and hold it against its manifest");

    /// <summary>AWS's newest restore test.</summary>
    public static CheckResult RestoreTest(ObservedBackups seen) => Proof(seen, "restore test", seen.RestoreTest, "See restore testing in AWS Backup, in the disaster-recovery region");

    private static CheckResult Proof(ObservedBackups seen, string name, ObservedProof? proof, string remedy)
    {
        if (proof is null) return CheckResult.Warn(name, "there was none: nobody knows whether the backups can be restored", $"{remedy}.");
        var age = seen.Now - proof.At;
        var evidence = $"{FreshnessChecks.Text(age)} ago: {proof.Says}";
        if (!proof.Passed) return CheckResult.Bad(name, evidence, $"Correct what it found, then {remedy}.");
        return age > LongestWithoutProof ? CheckResult.Warn(name, evidence, $"{remedy}: it is to be done weekly.") : CheckResult.Ok(name, evidence);
    }
}
