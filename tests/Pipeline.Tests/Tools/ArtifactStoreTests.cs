using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class ArtifactStoreTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-artifacts").FullName;
    private readonly ArtifactStore _store;

    public ArtifactStoreTests() => _store = new ArtifactStore(_folder, new FakeTimeProvider(DateTimeOffset.UnixEpoch));

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_later_process_reads_what_the_last_one_wrote()
    {
        var verdict = Samples.Verdict(Samples.Digest);
        _store.Write("scan", Samples.Revision, Samples.Destination, StageResult.Done(verdict, "passed"));
        var read = new ArtifactStore(_folder, TimeProvider.System).Read<ScanVerdict>("scan", Samples.Revision, Samples.Destination);
        Assert.Equal(Samples.Digest, read.Digest);
        Assert.True(read.Passed);
    }

    [Fact]
    public void A_record_of_other_sources_is_refused_and_both_are_named()
    {
        _store.Write("image", Samples.Revision, Samples.Destination, StageResult.Done(new Pipeline.Records.Image("c-1", "sha256:1", null), "built"));
        var error = Assert.Throws<PipelineException>(() => _store.Read<Pipeline.Records.Image>("image", Samples.OtherRevision, Samples.Destination));
        Assert.Contains(Samples.Revision.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(Samples.OtherRevision.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("123456789012", "eu-west-2", "production")]
    [InlineData("123456789012", "eu-central-1", "staging")]
    [InlineData("the sandbox at http://127.0.0.1:4566", "eu-central-1", "production")]
    public void A_record_of_another_destination_is_refused_and_both_are_named(string account, string region, string environment)
    {
        var other = new Destination(account, region, environment);
        _store.Write("image", Samples.Revision, other, StageResult.Done(new Pipeline.Records.Image("c-1", "sha256:1", null), "built"));
        var error = Assert.Throws<PipelineException>(() => _store.Read<Pipeline.Records.Image>("image", Samples.Revision, Samples.Destination));
        Assert.Contains(other.ToString(), error.Message, StringComparison.Ordinal);
        Assert.Contains(Samples.Destination.ToString(), error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_failed_stage_hands_nothing_on()
    {
        _store.Write("image", Samples.Revision, Samples.Destination, new StageResult<Pipeline.Records.Image?>(null, StageOutcome.Failed, "no compiler"));
        Assert.Contains("no compiler", Assert.Throws<PipelineException>(() => _store.Read<Pipeline.Records.Image>("image", Samples.Revision, Samples.Destination)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Nothing_is_removed_where_nothing_was_ever_written()
    {
        new ArtifactStore(Path.Combine(_folder, "never"), TimeProvider.System).Remove("image");
        Assert.Empty(Directory.EnumerateFileSystemEntries(Path.Combine(_folder, "never")));
    }

    [Fact]
    public void A_missing_record_names_the_target_to_run() =>
        Assert.Contains("./build.sh image", Assert.Throws<PipelineException>(() => _store.Read<Pipeline.Records.Image>("image", Samples.Revision, Samples.Destination)).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("{ half a fi")]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("7")]
    [InlineData("""{"stage":"scan","revision":{"commit":"x","tree":"y","isModified":false},"outcome":"Done","reason":"","at":"2026-01-01T00:00:00Z","record":null}""")]
    [InlineData("""{"stage":"scan","revision":null,"destination":null,"outcome":"Done","reason":"","at":"2026-01-01T00:00:00Z","record":null}""")]
    [InlineData("""{"stage":"scan","destination":null,"outcome":"Done","reason":"","at":"2026-01-01T00:00:00Z","record":null}""")]
    [InlineData("""{"stage":"scan","stage":"scan","revision":null,"destination":null,"outcome":"Done","reason":"","at":"2026-01-01T00:00:00Z","record":null}""")]
    public void A_damaged_record_is_explained(string content)
    {
        File.WriteAllText(_store.PathOf("scan"), content);
        var error = Assert.Throws<PipelineException>(() => _store.Read<ScanVerdict>("scan", Samples.Revision, Samples.Destination));
        Assert.Contains(_store.PathOf("scan"), error.Cause, StringComparison.Ordinal);
        Assert.Contains("Delete it and run ./build.sh scan again", error.Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Damages => new()
    {
        { "\"revision\": {", "\"revision\": null, \"was\": {" },
        { "\"commit\": \"", "\"commit\": null, \"was\": \"" },
        { "\"commit\": \"", "\"was\": \"" },
        { "\"digest\": \"sha256:", "\"digest\": null, \"was\": \"sha256:" },
        { "\"digest\": \"sha256:", "\"was\": \"sha256:" },
        { "\"digest\": \"sha256:", "\"digest\": \"md5:" },
        { "\"digest\": \"sha256:", "\"digest\": [], \"was\": \"sha256:" },
        { "\"region\": \"", "\"region\": null, \"was\": \"" },
        { "\"outcome\": \"Done\"", "\"outcome\": \"Perhaps\"" },
        { "\"outcome\": \"Done\"", "\"outcome\": 7" },
        { "\"outcome\": \"Done\"", "\"outcome\": \"7\"" },
        { "\"outcome\": \"Done\"", "\"outcome\": \"Done, Failed\"" },
        { "\"failOn\": \"High\"", "\"failOn\": 99" },
        { "\"High\": 0", "\"99\": 0" },
        { "\"High\": 0", "\"High\": -1" },
        { "\"High\": 0", "\"High\": 0.5" },
        { "\"outcome\": \"Done\"", "\"outcome\": \"Done\", \"outcome\": \"Failed\"" },
        { "\"at\": \"", "\"at\": \"yesterday " },
    };

    [Theory]
    [MemberData(nameof(Damages))]
    public void One_damaged_part_is_explained(string part, string damaged)
    {
        _store.Write("scan", Samples.Revision, Samples.Destination, StageResult.Done(Samples.Verdict(Samples.Digest), "passed"));
        var text = File.ReadAllText(_store.PathOf("scan"));
        Assert.Contains(part, text, StringComparison.Ordinal);
        File.WriteAllText(_store.PathOf("scan"), text.Replace(part, damaged, StringComparison.Ordinal));

        var error = Assert.Throws<PipelineException>(() => _store.Read<ScanVerdict>("scan", Samples.Revision, Samples.Destination));

        Assert.Contains($"{_store.PathOf("scan")} is not a record of scan: ", error.Cause, StringComparison.Ordinal);
    }

    public static TheoryData<string> Stages => [.. Stored.Keys];

    // A record of every shape: lists, lists in lists, dictionaries, JSON of another program.
    private static Dictionary<string, object> Stored => new()
    {
        ["test"] = Envelope(new TestReport("unit", 1, 1, 0, ["It works: no"])),
        ["scan"] = Envelope(new ScanVerdict(Samples.Digest, Severity.High, new Dictionary<Severity, int> { [Severity.High] = 1 }, [new Finding("CVE-1", Severity.High, "bash", "5", null, null)])),
        ["plan"] = Envelope(new InfraPlan([new PlanSummary("region", "eu-central-1", [new PlannedChange("a.b", "update", ["size"])], [new PlanDanger("a.b", "destroy", false)], false, "region.tfplan")])),
        ["apply"] = Envelope(new AppliedInfra(1, 2, 3, Infra.OutputsReaderTests.Sample())),
        ["preseed"] = Envelope(new PreseededSecret("name", "arn:aws:x", "v", ["secret_key"])),
    };

    [Theory]
    [MemberData(nameof(Stages))]
    public void Whatever_part_is_damaged_a_record_is_read_or_refused_by_its_name(string stage)
    {
        var written = JsonSerializer.Serialize(Stored[stage], ArtifactStore.Json);
        foreach (var (place, damaged) in Damage(written))
        {
            File.WriteAllText(_store.PathOf(stage), damaged);
            var thrown = Record.Exception(() => Read(stage));
            Assert.True(thrown is null or PipelineException, $"{place}: {thrown}");
            Assert.True(thrown is null || thrown.Message.Contains(_store.PathOf(stage), StringComparison.Ordinal), $"{place}: {thrown?.Message}");
        }
    }

    [Theory]
    [MemberData(nameof(Stages))]
    public void A_list_and_a_dictionary_hold_no_null(string stage)
    {
        var written = JsonNode.Parse(JsonSerializer.Serialize(Stored[stage], ArtifactStore.Json))!;
        var holders = Nodes(written["record"]!).Where(node => node is JsonArray || node is { Parent: JsonObject } && node.GetPropertyName() is "rolloutHooks" or "counts").Where(node => !node.GetPath().Contains("taskDefinitionTemplate", StringComparison.Ordinal)).Select(node => node.GetPath()).ToList();
        Assert.NotEmpty(holders);
        foreach (var path in holders)
        {
            var copy = written.DeepClone();
            var holder = Nodes(copy).Single(node => node.GetPath() == path);
            if (holder is JsonArray list) list.Add(null);
            else holder.AsObject()["medium"] = null;
            File.WriteAllText(_store.PathOf(stage), copy.ToJsonString());
            var thrown = Record.Exception(() => Read(stage));
            Assert.True(thrown is PipelineException, $"{path}: {thrown}");
        }
    }

    [Theory]
    [InlineData("\ufeff", "")]
    [InlineData("", "\"newInALaterVersion\": {\"a\": [1]},")]
    public void What_editors_and_later_versions_add_does_not_matter(string before, string member)
    {
        _store.Write("scan", Samples.Revision, Samples.Destination, StageResult.Done(Samples.Verdict(Samples.Digest), "passed"));
        File.WriteAllText(_store.PathOf("scan"), before + "{" + member + File.ReadAllText(_store.PathOf("scan"))[1..]);

        Assert.Equal(Samples.Digest, _store.Read<ScanVerdict>("scan", Samples.Revision, Samples.Destination).Digest);
    }

    [Theory]
    [InlineData("a file in its place")]
    [InlineData("the record is a folder")]
    [InlineData("no disk")]
    public void A_stage_that_could_not_be_recorded_does_not_begin(string state)
    {
        var folder = state == "no disk" ? "/proc/notejam" : Path.Combine(_folder, "sub");
        if (state == "a file in its place") File.WriteAllText(folder, "");
        if (state == "the record is a folder") Directory.CreateDirectory(Path.Combine(folder, "scan.json"));

        var thrown = Assert.ThrowsAny<Exception>(() => new ArtifactStore(folder, TimeProvider.System).Remove("scan"));

        Assert.Contains(folder, Explanation.Of(thrown)!.Cause, StringComparison.Ordinal);
        Assert.NotNull(Explanation.Of(thrown)!.Remedy);
    }

    [Fact]
    public void The_outputs_of_terraform_survive_the_file()
    {
        var outputs = Infra.OutputsReaderTests.Sample();
        _store.Write("apply", Samples.Revision, Samples.Destination, StageResult.Done(new AppliedInfra(1, 2, 3, outputs), "applied"));
        var read = _store.Read<AppliedInfra>("apply", Samples.Revision, Samples.Destination).Outputs;
        Assert.Equal(outputs.TaskDefinitionTemplate.ToJsonString(), read.TaskDefinitionTemplate.ToJsonString());
        Assert.Equal(outputs.SubnetIds, read.SubnetIds);
        Assert.Equal(outputs.Url, read.Url);
    }

    private static StageEnvelope<T> Envelope<T>(T record) => new("x", Samples.Revision, Samples.Destination, StageOutcome.Done, "done", DateTimeOffset.UnixEpoch, record);

    private void Read(string stage)
    {
        switch (stage)
        {
            case "test": _store.Find<TestReport>(stage); break;
            case "scan": _store.Find<ScanVerdict>(stage); break;
            case "plan": _store.Find<InfraPlan>(stage); break;
            case "apply": _store.Find<AppliedInfra>(stage); break;
            default: _store.Find<PreseededSecret>(stage); break;
        }
    }

    // Each part once: nothing, of another kind, and not there.
    private static IEnumerable<(string Place, string Text)> Damage(string json)
    {
        foreach (var path in Nodes(JsonNode.Parse(json)!).Skip(1).Select(node => node.GetPath()).ToList())
        {
            foreach (var value in new[] { "null", "7", "-1", "1e999", "\"\"", "\"text\"", "\"{half}\"", "[]", "[null]", "{}", "true" })
            {
                var copy = JsonNode.Parse(json)!;
                Nodes(copy).Single(node => node.GetPath() == path).ReplaceWith(JsonNode.Parse(value));
                // Half of a character, which a node cannot hold.
                yield return ($"{path} = {value}", copy.ToJsonString().Replace("{half}", "\\ud800", StringComparison.Ordinal));
            }

            var without = JsonNode.Parse(json)!;
            var gone = Nodes(without).Single(node => node.GetPath() == path);
            if (gone.Parent is not JsonObject parent) continue;
            parent.Remove(gone.GetPropertyName());
            yield return ($"{path} is gone", without.ToJsonString());
        }
    }

    private static IEnumerable<JsonNode> Nodes(JsonNode node)
    {
        yield return node;
        IEnumerable<JsonNode?> below = node switch { JsonArray list => list, JsonObject one => one.Select(property => property.Value), _ => [] };
        foreach (var found in below.OfType<JsonNode>().SelectMany(Nodes)) yield return found;
    }
}
