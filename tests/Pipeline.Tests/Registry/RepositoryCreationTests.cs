using Notejam.Pipeline.Records;
using Notejam.Pipeline.Registry;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Registry;

public sealed class RepositoryCreationTests
{
    private readonly SilentLog _log = new();
    private readonly TaskCompletionSource _terraform = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _created;
    private string? _url;

    private RepositoryCreation Creation => field ??= new RepositoryCreation("notejam-production", _ => Task.FromResult(_url), CreateAsync, _log);

    [Fact]
    public async Task A_repository_that_is_there_is_not_created()
    {
        _url = "registry/notejam-production";

        Assert.Equal("registry/notejam-production", await Creation.EnsureAsync(default));
        Assert.Equal(0, _created);
    }

    [Fact]
    public async Task What_was_begun_early_is_waited_for_and_not_begun_again()
    {
        Creation.Begin(default);
        Creation.Begin(default);
        var waiting = Creation.EnsureAsync(default);
        Assert.False(waiting.IsCompleted);

        _terraform.SetResult();

        Assert.Equal("registry/notejam-production", await waiting);
        Assert.Equal(1, _created);
        Assert.Contains("waiting for the repository notejam-production", _log.Lines);
    }

    [Fact]
    public async Task What_goes_wrong_in_the_background_is_told_to_who_needs_it()
    {
        Creation.Begin(default);
        _terraform.SetException(new PipelineException("terraform apply failed", "Look."));
        await Creation.SettleAsync();

        var told = await Assert.ThrowsAsync<PipelineException>(() => Creation.EnsureAsync(default));

        Assert.Contains("terraform apply failed", told.Message, StringComparison.Ordinal);
        Assert.Equal(1, _created);
    }

    [Fact]
    public async Task A_run_that_ends_early_lets_terraform_finish()
    {
        Creation.Begin(default);
        var settled = Creation.SettleAsync();
        Assert.False(settled.IsCompleted);

        _terraform.SetResult();
        await settled;

        Assert.Equal(1, _created);
        Assert.NotNull(_url);
    }

    [Fact]
    public async Task A_run_that_began_nothing_has_nothing_to_wait_for()
    {
        await Creation.SettleAsync();

        Assert.Equal(0, _created);
        Assert.Empty(_log.Lines);
    }

    [Fact]
    public async Task A_repository_that_terraform_did_not_make_is_an_error()
    {
        var creation = new RepositoryCreation("notejam-production", _ => Task.FromResult<string?>(null), _ => Task.CompletedTask, _log);

        var told = await Assert.ThrowsAsync<PipelineException>(() => creation.EnsureAsync(default));

        Assert.StartsWith("Terraform applied, but there is no repository notejam-production.", told.Message, StringComparison.Ordinal);
    }

    private async Task CreateAsync(CancellationToken cancellationToken)
    {
        Interlocked.Increment(ref _created);
        await _terraform.Task;
        _url = "registry/notejam-production";
    }
}
