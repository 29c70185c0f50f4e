using Notejam.Machine.Processes;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class AccountStackTests : IDisposable
{
    private const string Applied = "notejam-state-1-eu-central-1/account.applied";
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-account-");
    private readonly FakeS3 _s3 = new();
    private readonly SilentLog _log = new();

    public void Dispose()
    {
        _s3.Dispose();
        _folder.Delete(recursive: true);
    }

    [Fact]
    public async Task Who_may_not_write_its_state_leaves_other_files_unapplied_and_says_so()
    {
        _s3.Objects[Applied] = "of other files";
        _s3.IsReadOnly = true;
        var stack = Create();

        Assert.Equal("its files are others than those applied last, and the caller may not write its state", await stack.FindUnchangedAsync(CancellationToken.None));
        Assert.True((await stack.PlanAsync(CancellationToken.None)).IsEmpty);

        Assert.Equal(2, _log.Lines.Count(line => line.Contains("An administrator applies it: ./build.sh Deploy --region eu-central-1", StringComparison.Ordinal)));
        Assert.Equal("of other files", _s3.Objects[Applied]);
    }

    [Fact]
    public async Task Who_may_plans_it_and_the_question_changes_nothing()
    {
        _s3.Objects[Applied] = "of other files";

        Assert.Null(await Create().FindUnchangedAsync(CancellationToken.None));
        Assert.Equal("of other files", _s3.Objects[Applied]);
    }

    [Fact]
    public async Task A_bucket_that_may_not_be_made_is_told_with_what_to_do()
    {
        _s3.IsReadOnly = true;

        var failure = await Assert.ThrowsAsync<PipelineException>(() => Create().EnsureAsync(CancellationToken.None));

        Assert.Contains("notejam-state-1-eu-central-1", failure.Message, StringComparison.Ordinal);
        Assert.Contains("s3:CreateBucket", failure.ToString(), StringComparison.Ordinal);
    }

    private AccountStack Create() => new(
        new TerraformCli(new NoTerraform(), _folder.FullName, _folder.FullName, new Dictionary<string, string?>(), TimeProvider.System, _log),
        _s3.Client, StateBackend.Of("1", "eu-central-1"), new PlanGuard([]), _folder.FullName, _log);

    private sealed class NoTerraform : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) => throw new InvalidOperationException("Terraform is not needed");
    }
}
