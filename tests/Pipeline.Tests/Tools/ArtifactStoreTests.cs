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
}
