using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Checks;
using static Notejam.Pipeline.Tests.Recovery.RecoverySamples;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>Each fault in the data turns exactly its own checks; with none, all are well.</summary>
public sealed class DataChecksTests
{
    private static readonly TimeSpan Rpo = TimeSpan.FromHours(26);

    public static TheoryData<string, string, string[]> Faults => new()
    {
        { "none", "", [] },
        { "a row is missing", "NG", ["rows", "content"] },
        { "a row is too many", "NG", ["rows", "content"] },
        { "a row was changed", "NG", ["content"] },
        { "a table is missing", "NG", ["rows"] },
        { "the schema is older", "NG", ["schema"] },
        { "the canary is missing", "NG", ["canary", "data lost"] },
        { "the canary is an older one", "NG", ["canary"] },
        { "the canary was written after the backup", "NG", ["canary"] },
        { "the canary was written while the backup was made", "", [] },
        { "a table changed while the backup was made", "", [] },
        { "a table that changed meanwhile has too few rows", "NG", ["rows"] },
        { "there is no manifest", "WARN", ["schema", "rows", "content", "canary"] },
        { "the backup is two days old", "NG", ["data lost"] },
    };

    [Theory]
    [MemberData(nameof(Faults))]
    public void A_fault_turns_its_own_checks_and_no_other(string fault, string outcome, string[] checks)
    {
        var (manifest, found, now) = With(fault);
        var results = DataChecks.Of(manifest, found, Rpo, now);
        var turned = results.Where(check => check.Outcome != CheckOutcome.OK).ToList();
        Assert.Equal(checks, turned.Select(check => check.Name));
        Assert.All(turned, check => Assert.Equal(outcome, check.Outcome.ToString()));
        Assert.All(turned, check => Assert.False(string.IsNullOrEmpty(check.Remedy)));
        Assert.Equal(5, results.Length);
    }

    private static (BackupManifest? Manifest, Inventory Found, DateTimeOffset Now) With(string fault)
    {
        var (manifest, found) = (Manifest(), Inventory());
        // Ten more notes came in while the backup was made.
        var grown = manifest with { After = Inventory([new("notes", 130, "cc"), .. Tables.Skip(1)]) };
        return fault switch
        {
            "none" => (manifest, found, Now),
            "a row is missing" => (manifest, Inventory([new("notes", 119, "a9"), .. Tables.Skip(1)]), Now),
            "a row is too many" => (manifest, Inventory([new("notes", 121, "ab"), .. Tables.Skip(1)]), Now),
            "a row was changed" => (manifest, Inventory([new("notes", 120, "dd"), .. Tables.Skip(1)]), Now),
            "a table is missing" => (manifest, Inventory([.. Tables.Skip(1)]), Now),
            "the schema is older" => (manifest, found with { SchemaVersion = "20250101_Older" }, Now),
            "the canary is missing" => (manifest, found with { NewestCanary = null }, Now),
            "the canary is an older one" => (manifest, found with { NewestCanary = new Canary(Guid.NewGuid(), Before.WrittenAt.AddHours(-1)) }, Now),
            "the canary was written after the backup" => (manifest, found with { NewestCanary = After }, Now),
            "the canary was written while the backup was made" => (manifest, found with { NewestCanary = new Canary(Guid.NewGuid(), Before.WrittenAt.AddMinutes(1)) }, Now),
            "a table changed while the backup was made" => (grown, Inventory([new("notes", 125, "ee"), .. Tables.Skip(1)]), Now),
            "a table that changed meanwhile has too few rows" => (grown, Inventory([new("notes", 119, "ee"), .. Tables.Skip(1)]), Now),
            "there is no manifest" => (null, found, Now),
            "the backup is two days old" => (manifest, found, Now.AddDays(2)),
            _ => throw new ArgumentOutOfRangeException(nameof(fault), fault, "not seeded"),
        };
    }
}
