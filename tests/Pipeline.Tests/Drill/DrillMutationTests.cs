using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Drill.Report;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Drill;

/// <summary>Each of the causes by which real restores fail is seeded in a drill: what is made for it turns red, and nothing else.</summary>
public sealed class DrillMutationTests
{
    // Follows from whatever keeps people from using Notejam.
    private const string Consequence = "recovery time";

    private static readonly Canary Older = new(Guid.Parse("33333333-3333-3333-3333-333333333333"), RecoverySamples.Now.AddHours(-5));

    private static readonly Dictionary<string, (Action<FakeRecoveryRegion> Seed, string[] Red)> Seeds = new()
    {
        ["none"] = (_ => { }, []),

        // Stale, lost, never taken.
        ["the newest copy is three days old"] = (Stale, ["recovery point age", "data lost"]),
        ["the newest copy is not complete"] = (region => region.Points.Add(("arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-2", "PARTIAL", RecoverySamples.Now)), ["newest recovery point"]),
        ["there are no copies"] = (region => region.Points.Clear(), ["step recovery point"]),
        ["only others' copies are left"] = (OnlyOthers, ["step recovery point"]),
        ["RDS does not have the snapshot"] = (region => region.SnapshotLag = null, []),

        // Key, role, subnet group.
        ["the copy's key is disabled"] = (region => region.StateOfKey = "Disabled", ["step recovery point"]),
        ["the copy is under another key"] = (region => region.PointKey = "arn:aws:kms:eu-west-2:123456789012:key/another", ["recovery point key"]),
        ["the restore role is missing"] = (region => region.RestoreRoleTrust = null, ["restore role"]),
        ["the restore role is not assumable"] = (region => region.RestoreRoleTrust = """{"Statement":{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}}""", ["restore role"]),
        ["the restore role may not restore"] = (region => region.RestoreStatus = "ABORTED", ["step restore"]),
        ["the subnet group is in one zone"] = (region => region.Zones = ["a"], ["subnet group"]),

        // What a restore takes defaults for.
        ["restored into another network"] = (region => region.DatabaseSubnetGroup = "default", ["restored instance"]),
        ["restored with another security group"] = (region => region.DatabaseSecurityGroup = "sg-default", ["restored instance"]),
        ["restored with default parameters"] = (region => region.DatabaseParameters = "default.postgres17", ["restored instance"]),
        ["restored open to the internet"] = (region => region.IsDatabasePublic = true, ["restored instance"]),

        // Password and secrets.
        ["the secret has no password"] = (region => region.Secret = "{}", ["step password"]),
        ["the database does not take the password"] = (region => region.FailingCommand = "inventory", ["step data"]),
        ["a secret was not replicated"] = (region => region.SecretWithoutVersion = "notejam-production/application", ["secret notejam-production/application"]),

        // Image, engine, class.
        ["the image is missing"] = (region => region.HasImage = false, ["step image"]),
        ["the engine's version is at its end"] = (region => region.EngineStatus = "deprecated", ["engine and size"]),
        ["the class cannot be ordered"] = (region => region.IsClassOrderable = false, ["engine and size"]),

        ["there is no room for a database"] = (region => region.UsedDatabases = 40, ["quota of databases"]),
        ["there is no room for a load balancer"] = (region => region.MostLoadBalancers = 0, ["quota of load balancers"]),

        // The data themselves. A row too few is also other content.
        ["rows are missing"] = (region => region.Content = Changed(0, table => table with { Rows = table.Rows - 1, Checksum = "xx" }), ["rows", "content"]),
        ["a row is damaged"] = (region => region.Content = Changed(1, table => table with { Checksum = "xx" }), ["content"]),
        ["a table is missing"] = (region => region.Content = RecoverySamples.Inventory([.. RecoverySamples.Tables.Skip(1)]), ["rows"]),
        ["the schema is another"] = (region => region.Content = RecoverySamples.Inventory() with { SchemaVersion = "20250101_Before" }, ["schema"]),
        ["the canary of the backup is missing"] = (region => region.Content = RecoverySamples.Inventory() with { NewestCanary = Older }, ["canary"]),
        // Nobody is trusted about the release either then.
        ["the manifest is forged"] = (region => region.IsSignatureValid = false, ["manifest", "step image"]),

        // The application.
        ["mail is not sealed"] = (region => region.FailingCommand = "drill-user", ["step drill user"]),
        ["the canary's note cannot be read"] = (region => region.Notejam.Canary = "", ["canary note"]),
        ["what is written is not kept"] = (region => region.Notejam.KeepsNotes = false, ["write and read back"]),

        // The end.
        ["the database is not let go"] = (region => region.Deletes = false, ["leftovers"]),
    };

    public static TheoryData<string> Faults => [.. Seeds.Keys];

    [Theory]
    [MemberData(nameof(Faults))]
    public async Task What_is_made_for_a_fault_turns_red_and_nothing_else(string fault)
    {
        using var world = new RecoveryWorld();
        var (seed, red) = Seeds[fault];
        seed(world.Region);
        var report = (await RunAsync(world)).Record!;
        var found = report.Checks.Where(check => check.Outcome == CheckOutcome.NG && check.Name != Consequence).Select(check => check.Name)
            .Concat(report.Steps.Where(step => step.Outcome == RecoveryStepOutcome.Failed).Select(step => "step " + step.Name))
            .Concat(report.Leftovers.Count > 0 ? ["leftovers"] : []);
        Assert.Equal(red.Order(StringComparer.Ordinal), found.Order(StringComparer.Ordinal));
        Assert.Equal(red.Length == 0 ? DrillOutcome.Passed : DrillOutcome.Failed, report.Outcome);
    }

    private static void Stale(FakeRecoveryRegion region)
    {
        // A copy of today of what is three days old: as old as its last transaction.
        region.SnapshotLag = TimeSpan.FromDays(3);
        var canary = RecoverySamples.Before with { WrittenAt = RecoverySamples.Now.AddDays(-3) };
        region.PutManifest(RecoverySamples.Manifest() with { CanaryBefore = canary, CanaryAfter = null });
        region.Content = RecoverySamples.Inventory() with { NewestCanary = canary };
    }

    private static void OnlyOthers(FakeRecoveryRegion region)
    {
        region.Points.Clear();
        var (arn, resource, type, _) = OtherPeople.Resources["another database"];
        region.OtherPoints.Add((arn, "COMPLETED", RecoverySamples.Now.AddMinutes(-5), resource, type));
    }

    private static Inventory Changed(int index, Func<TableContent, TableContent> change) =>
        RecoverySamples.Inventory([.. RecoverySamples.Tables.Select((table, at) => at == index ? change(table) : table)]);

    private static Task<StageResult<DrillReport?>> RunAsync(RecoveryWorld world)
    {
        var log = new SilentLog();
        var stage = new DrillStage(world.Store(RecoveryStore.Drills), world.Store(RecoveryStore.Failovers), world.ToolsOf, world.Task("drill user", DrillTask.StartedBy), new Screenshots(new NoChromium(), PublicAccess.Internet, log), world.Time, log);
        return stage.RunAsync(RecoverySamples.Standing(), new DrillOptions(RecoverySamples.Targets, Keep: false, TeardownOnly: false));
    }
}
