using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tests.Backup;

/// <summary>Each fault turns exactly its own checks; with none, all are well.</summary>
public sealed class BackupChecksTests
{
    private const string Here = "eu-central-1";
    private const string There = "eu-west-2";
    private const string Database = "arn:aws:rds:eu-central-1:123456789012:db:notejam-production";
    private const string DatabaseKey = "key-of-the-database";
    private const string Deny = """{"Statement":[{"Effect":"Deny","Principal":"*","Action":"backup:*","Resource":"*"}]}""";
    private static readonly DateTimeOffset Now = new(2026, 3, 10, 12, 0, 0, TimeSpan.Zero);

    public static TheoryData<string, string, string[]> Faults => new()
    {
        { "none", "", [] },
        { "the newest points are two days old", "NG", ["freshness in eu-central-1", "freshness in eu-west-2", "schedule"] },
        { "a copy is lost", "NG", ["copies"] },
        { "the newest copy is on its way", "WARN", ["copies"] },
        { "a copy job failed and another followed", "WARN", ["jobs"] },
        { "the last backup job failed", "NG", ["jobs"] },
        { "a backup job expired", "WARN", ["jobs"] },
        { "a run of the plan is missing", "NG", ["schedule"] },
        { "the newest is a tenth of the others", "WARN", ["size"] },
        { "the database's key is disabled", "NG", ["keys in eu-central-1"] },
        { "the key of the copies is about to be deleted", "NG", ["keys in eu-west-2"] },
        { "a copy has another key than its vault", "NG", ["keys in eu-west-2"] },
        { "the vault has another key than promised", "NG", ["keys in eu-west-2"] },
        { "the database's key is AWS's own", "WARN", ["keys in eu-central-1"] },
        { "a copy is kept too short", "WARN", ["retention in eu-west-2"] },
        { "a recovery point could not be deleted", "NG", ["retention in eu-central-1"] },
        { "the lock is lifted", "NG", ["lock in eu-west-2"] },
        { "the policy is removed", "NG", ["access policy in eu-central-1"] },
        { "the policy lets the deploy role delete", "NG", ["access policy in eu-west-2"] },
        { "no copy has a manifest", "WARN", ["manifest"] },
        { "the manifest's signature is wrong", "NG", ["manifest"] },
        { "the manifest is old", "WARN", ["manifest"] },
        { "there was no drill", "WARN", ["drill"] },
        { "the drill is old", "WARN", ["drill"] },
        { "the drill failed", "NG", ["drill"] },
        { "the restore test failed", "NG", ["restore test"] },
        { "others keep recovery points and run jobs beside ours", "", [] },
        { "only others' recovery points are left", "NG", ["freshness in eu-central-1", "freshness in eu-west-2", "copies", "size", "retention in eu-central-1", "retention in eu-west-2"] },
        { "only others' copies are left", "NG", ["freshness in eu-west-2", "copies", "retention in eu-west-2"] },
        { "all recovery points are being deleted", "NG", ["freshness in eu-central-1", "freshness in eu-west-2", "copies", "size", "retention in eu-central-1", "retention in eu-west-2"] },
        { "one of two databases is not backed up", "NG", ["freshness in eu-central-1", "freshness in eu-west-2", "copies", "schedule", "size", "retention in eu-central-1", "retention in eu-west-2"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_turns_its_own_checks_and_no_other(string fault, string outcome, string[] checks)
    {
        var results = BackupChecks.Run(With(fault));
        var turned = results.Where(check => check.Outcome != CheckOutcome.OK).ToList();
        Assert.Equal(checks, turned.Select(check => check.Name));
        Assert.All(turned, check => Assert.Equal(outcome, check.Outcome.ToString()));
        Assert.All(turned, check => Assert.False(string.IsNullOrEmpty(check.Remedy)));
        Assert.Equal(17, results.Count);
    }

    [Fact]
    public void What_others_keep_is_mentioned_beside_what_is_ours()
    {
        var results = BackupChecks.Run(With("others keep recovery points and run jobs beside ours")).ToDictionary(check => check.Name, check => check.Evidence);
        Assert.Equal("awsbackup:job-0 is 10.0 hours old; the target is 26.0 hours; also in the vault: 2 recovery points of billing, 1 of orders", results["freshness in eu-central-1"]);
        Assert.Equal("awsbackup:copyjob-0 is 9.5 hours old; the target is 26.0 hours; also in the vault: 1 recovery point of billing", results["freshness in eu-west-2"]);
        Assert.Equal("all 10 recovery points are in eu-west-2 too; also in the vault: 1 recovery point of billing", results["copies"]);
        Assert.Equal("14 backup and copy jobs of the last 7 days completed; also in the vault: 3 jobs of billing", results["jobs"]);
        Assert.Equal("10 recovery points are kept as planned; also in the vault: 2 recovery points of billing, 1 of orders", results["retention in eu-central-1"]);
    }

    [Fact]
    public void A_vault_that_holds_only_what_is_others_says_whose()
    {
        var results = BackupChecks.Run(With("only others' recovery points are left"));
        Assert.All(
            results.Where(check => check.Name is "freshness in eu-central-1" or "copies" or "retention in eu-central-1"),
            check => Assert.Equal("the vault holds 0 recovery points of notejam-production, and only others': 2 recovery points of billing, 1 of orders", check.Evidence));
        Assert.Equal("the vault holds 0 recovery points of notejam-production, and only others': 3 recovery points of billing, 1 of orders", results.Single(check => check.Name == "size").Evidence);
    }

    [Fact]
    public void A_region_that_cannot_be_reached_fails_what_is_there_and_leaves_the_other_to_be_judged()
    {
        var good = Good();
        var results = BackupChecks.Run(good with { Primary = new ObservedVault(Here, "no route to host", null, null, null, []), Backups = [], Copies = [] });
        Assert.Equal(
            ["freshness in eu-central-1", "copies", "schedule", "jobs", "keys in eu-central-1", "retention in eu-central-1", "lock in eu-central-1", "access policy in eu-central-1"],
            results.Where(check => check.Outcome == CheckOutcome.NG).Select(check => check.Name));
        Assert.Contains(results, check => check is { Name: "freshness in eu-west-2", Outcome: CheckOutcome.OK });
    }

    [Fact]
    public void A_copy_whose_job_AWS_has_forgotten_is_found_by_its_time()
    {
        var good = Good();
        Assert.Equal(CheckOutcome.OK, BackupChecks.Run(good with { Copies = [] }).Single(check => check.Name == "copies").Outcome);
        var fewer = good.Recovery with { Points = [.. good.Recovery.Points.Take(5)] };
        var missing = BackupChecks.Run(good with { Copies = [], Recovery = fewer }).Single(check => check.Name == "copies");
        Assert.Equal(CheckOutcome.NG, missing.Outcome);
        Assert.StartsWith("5 of 10", missing.Evidence, StringComparison.Ordinal);
    }

    [Fact]
    public void A_plan_without_a_lock_or_copies_is_not_asked_for_them()
    {
        var good = Good();
        var rules = new Dictionary<string, BackupRule> { ["daily"] = new("cron(0 2 * * ? *)", 60, 240, 35, null) };
        var results = BackupChecks.Run(good with
        {
            Outputs = good.Outputs with { LockMode = "none", Rules = rules },
            Primary = good.Primary with { Lock = null },
            Recovery = good.Recovery with { Lock = null, Points = [.. good.Recovery.Points.Take(1)] },
            Copies = [],
        });
        Assert.Equal(["lock in eu-central-1", "lock in eu-west-2"], results.Where(check => check.Outcome == CheckOutcome.WARN).Select(check => check.Name));
        Assert.Contains("all 0 recovery points", results.Single(check => check.Name == "copies").Evidence, StringComparison.Ordinal);
    }

    private static ObservedBackups Good()
    {
        // The plan's run of each of ten nights at two, and its copy half an hour later.
        var points = Enumerable.Range(0, 10).Select(day => Point($"job-{day}", Now.Date.AddHours(2).AddDays(-day), DatabaseKey)).ToList();
        var copies = points.Select(point => Point("copy" + point.Name.Split(':')[^1], point.CreatedAt.UtcDateTime.AddMinutes(30), "key-there")).ToList();
        return new ObservedBackups
        {
            Now = Now,
            RpoTarget = TimeSpan.FromHours(26),
            Outputs = new BackupOutputs
            {
                VaultName = "notejam-production",
                PrimaryRegion = Here,
                RecoveryRegion = There,
                RecoveryVaultArn = "vault-there",
                VaultKeyArns = new Dictionary<string, string> { [Here] = "key-here", [There] = "key-there" },
                LockMode = "governance",
                BackupRoleArn = "role",
                DatabaseArns = [Database],
                Rules = new Dictionary<string, BackupRule> { ["daily"] = new("cron(0 2 * * ? *)", 60, 240, 35, 35) },
            },
            Primary = new ObservedVault(Here, null, "key-here", new ObservedLock(7, 400, null), Deny, points),
            Recovery = new ObservedVault(There, null, "key-there", new ObservedLock(7, 400, null), Deny, copies),
            Backups = [.. points.Select(point => Job(point.Name, "COMPLETED", point.CreatedAt, point.Arn, null))],
            Copies = [.. points.Zip(copies, (point, copy) => Job(copy.Name, "COMPLETED", copy.CreatedAt, point.Arn, copy.Arn))],
            Keys = new[] { DatabaseKey, "key-here", "key-there", "other" }.ToDictionary(arn => arn, _ => new ObservedKey("Enabled", true)),
            DeliveryRoleArns = ["arn:aws:iam::123456789012:role/notejam-github-deploy"],
            Manifest = new ObservedManifest(copies[0].Arn, copies[0].CreatedAt, null),
            Drill = new ObservedProof(Now.AddDays(-3), true, "drill d-1 Passed"),
            RestoreTest = new ObservedProof(Now.AddDays(-2), true, "restore job COMPLETED"),
        };
    }

    private static ObservedBackups With(string fault)
    {
        var good = Good();
        var (points, copies) = (good.Primary.Points, good.Recovery.Points);
        return fault switch
        {
            "none" => good,
            "the newest points are two days old" => good with
            {
                Primary = Has(good.Primary, points.Skip(2)),
                Recovery = Has(good.Recovery, copies.Skip(2)),
                Backups = [.. good.Backups.Skip(2)],
                Copies = [.. good.Copies.Skip(2)],
                Manifest = good.Manifest! with { PointArn = copies[2].Arn, PointCreatedAt = copies[2].CreatedAt },
            },
            "a copy is lost" => good with { Recovery = Has(good.Recovery, copies.Where(point => point != copies[3])) },
            "the newest copy is on its way" => good with
            {
                Now = Now.AddHours(-9),
                Recovery = Has(good.Recovery, copies.Skip(1)),
                Copies = [good.Copies[0] with { State = "RUNNING" }, .. good.Copies.Skip(1)],
            },
            "a copy job failed and another followed" => good with { Copies = [good.Copies[0], Job("failed", "FAILED", points[0].CreatedAt.AddMinutes(5), points[0].Arn, "arn:none"), .. good.Copies.Skip(1)] },
            "the last backup job failed" => good with { Backups = [Job("failed", "FAILED", Now.AddHours(-1), "arn:none", null), .. good.Backups] },
            "a backup job expired" => good with { Backups = [good.Backups[0], Job("expired", "EXPIRED", points[1].CreatedAt.AddMinutes(1), "arn:none", null), .. good.Backups.Skip(1)] },
            "a run of the plan is missing" => good with
            {
                Primary = Has(good.Primary, points.Where(point => point != points[3])),
                Recovery = Has(good.Recovery, copies.Where(point => point != copies[3])),
                Backups = [.. good.Backups.Where(job => job.SourceArn != points[3].Arn)],
                Copies = [.. good.Copies.Where(job => job.SourceArn != points[3].Arn)],
            },
            "the newest is a tenth of the others" => Sized(good, 1_000_000),
            "the database's key is disabled" => Key(good, DatabaseKey, new ObservedKey("Disabled", true)),
            "the key of the copies is about to be deleted" => Key(good, "key-there", new ObservedKey("PendingDeletion", true)),
            "a copy has another key than its vault" => good with { Recovery = Has(good.Recovery, [copies[0] with { KeyArn = "other" }, .. copies.Skip(1)]) },
            "the vault has another key than promised" => good with { Recovery = good.Recovery with { KeyArn = "other" } },
            "the database's key is AWS's own" => Key(good, DatabaseKey, new ObservedKey("Enabled", false)),
            "a copy is kept too short" => good with { Recovery = Has(good.Recovery, [copies[0] with { RetentionDays = 7 }, .. copies.Skip(1)]) },
            "a recovery point could not be deleted" => good with { Primary = Has(good.Primary, [.. points, points[9] with { Arn = "arn:x:old", Status = "EXPIRED", RuleName = null }]) },
            "the lock is lifted" => good with { Recovery = good.Recovery with { Lock = null } },
            "the policy is removed" => good with { Primary = good.Primary with { Policy = null } },
            "the policy lets the deploy role delete" => good with { Recovery = good.Recovery with { Policy = Deny.Replace("backup:*", "backup:DeleteBackupVault", StringComparison.Ordinal) } },
            "no copy has a manifest" => good with { Manifest = null },
            "the manifest's signature is wrong" => good with { Manifest = good.Manifest! with { Flaw = "the signature is not of this text" } },
            "the manifest is old" => good with { Manifest = good.Manifest! with { PointCreatedAt = Now.AddDays(-9) } },
            "there was no drill" => good with { Drill = null },
            "the drill is old" => good with { Drill = good.Drill! with { At = Now.AddDays(-9) } },
            "the drill failed" => good with { Drill = good.Drill! with { Passed = false } },
            "the restore test failed" => good with { RestoreTest = good.RestoreTest! with { Passed = false } },
            "others keep recovery points and run jobs beside ours" => Shared(good),
            "only others' recovery points are left" => Shared(good) is var shared ? shared with { Primary = Has(shared.Primary, []), Recovery = Has(shared.Recovery, []), Backups = [], Copies = [] } : good,
            "only others' copies are left" => Shared(good) is var shared ? shared with { Recovery = Has(shared.Recovery, []), Copies = [] } : good,
            "all recovery points are being deleted" => good with
            {
                Primary = Has(good.Primary, points.Select(point => point with { Status = "DELETING" })),
                Recovery = Has(good.Recovery, copies.Select(point => point with { Status = "DELETING" })),
                // The plan is of today: no run was due yet.
                Outputs = good.Outputs with { Rules = new Dictionary<string, BackupRule> { ["new"] = new("cron(0 2 * * ? *)", 60, 240, 35, 35) } },
            },
            "one of two databases is not backed up" => good with { Outputs = good.Outputs with { DatabaseArns = [Database, Database + "-second"] } },
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, null),
        };
    }

    [Fact]
    public void A_size_that_AWS_does_not_tell_is_unknown_and_no_empty_backup()
    {
        // botocore backup BackupJob.BackupSizeInBytes: "An Amazon RDS instance will show as 0".
        var good = Good();
        var none = BackupChecks.Run(good with { Primary = Has(good.Primary, good.Primary.Points.Select(point => point with { SizeBytes = 0 })), Recovery = Has(good.Recovery, good.Recovery.Points.Select(point => point with { SizeBytes = 0 })) });
        Assert.Equal((CheckOutcome.OK, true), none.Where(check => check.Name == "size").Select(check => (check.Outcome, check.Evidence.StartsWith("AWS Backup tells none", StringComparison.Ordinal))).Single());
        var newest = BackupChecks.Run(Sized(good, 0)).Single(check => check.Name == "size");
        Assert.Equal(CheckOutcome.OK, newest.Outcome);
    }

    private static ObservedBackups Shared(ObservedBackups good) => good with
    {
        Primary = good.Primary with { Others = ["billing", "orders", "billing"] },
        Recovery = good.Recovery with { Others = ["billing"] },
        OtherJobs = ["billing", "billing", "billing"],
    };

    private static ObservedVault Has(ObservedVault vault, IEnumerable<ObservedPoint> points) => vault with { Points = [.. points] };

    private static ObservedBackups Sized(ObservedBackups good, long bytes) => good with
    {
        Primary = Has(good.Primary, [good.Primary.Points[0] with { SizeBytes = bytes }, .. good.Primary.Points.Skip(1)]),
        Recovery = Has(good.Recovery, [good.Recovery.Points[0] with { SizeBytes = bytes }, .. good.Recovery.Points.Skip(1)]),
    };

    private static ObservedBackups Key(ObservedBackups good, string arn, ObservedKey key) => good with { Keys = new Dictionary<string, ObservedKey>(good.Keys.ToDictionary()) { [arn] = key } };

    private static ObservedPoint Point(string name, DateTime at, string key) =>
        new($"arn:aws:rds:x:123456789012:snapshot:awsbackup:{name}", "COMPLETED", new DateTimeOffset(at, TimeSpan.Zero), 35, new DateTimeOffset(at, TimeSpan.Zero).AddDays(35), 10_000_000, key, Database, "daily");

    private static ObservedJob Job(string id, string state, DateTimeOffset at, string source, string? copy) => new(id, state, null, at, source, copy, "daily");
}
