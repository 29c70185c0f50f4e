using Notejam.Machine.Processes;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Source;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class UnseenSourcesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-unseen-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("infra/stacks/region/override.tf", true)]
    [InlineData("infra/stacks/region/backend_override.tf.json", true)]
    [InlineData("infra/stacks/region/terraform.tfvars", true)]
    [InlineData("infra/stacks/region/mine.auto.tfvars.json", true)]
    [InlineData("infra/modules/cache/more.tf", true)]
    [InlineData("infra/stacks/region/notes.txt", false)]
    [InlineData("infra/stacks/region/.terraform/modules/x/main.tf", false)]
    [InlineData("app/override.tf", false)]
    public async Task An_ignored_file_that_terraform_would_read_is_refused_by_its_name(string path, bool refused)
    {
        await RunAsync("init", "-q");
        await WriteAsync(".gitignore", path);
        await WriteAsync(path, "x");
        await WriteAsync("infra/stacks/region/new.tf", "# not ignored: part of the revision");
        var exception = await Record.ExceptionAsync(() => new UnseenSources(new GitRepository(new ProcessRunner(), _folder.FullName)).RefuseAsync());
        Assert.Equal(refused ? $"Terraform would read {path}, which git ignores: the plan would not be that of the revision." : null, (exception as PipelineException)?.Cause);
        Assert.True(refused || exception is null, exception?.ToString());
    }

    private Task WriteAsync(string path, string text)
    {
        var file = Path.Combine(_folder.FullName, path);
        Directory.CreateDirectory(Path.GetDirectoryName(file)!);
        return File.WriteAllTextAsync(file, text);
    }

    private async Task RunAsync(params string[] arguments) =>
        Assert.True((await new ProcessRunner().RunAsync(new ProcessCommand("git", arguments) { WorkingDirectory = _folder.FullName })).Succeeded);
}
