using Notejam.Machine.Processes;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class CircumstancesTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-circumstances-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void Another_configuration_of_terraforms_asks_for_a_plan()
    {
        var file = Path.Combine(_folder.FullName, "terraform.rc");
        File.WriteAllText(file, "one");
        var before = Terraform(file).Circumstances;
        Assert.Equal(before, Terraform(file).Circumstances);
        File.WriteAllText(file, "two");
        Assert.NotEqual(before, Terraform(file).Circumstances);
        // Remembered by a pipeline that let the environment change plans: no such line stood in its fingerprint.
        Assert.StartsWith("guarded ", before, StringComparison.Ordinal);
    }

    private TerraformCli Terraform(string configuration) =>
        new(new ProcessRunner(), _folder.FullName, _folder.FullName, new Dictionary<string, string?> { ["TF_CLI_CONFIG_FILE"] = configuration }, TimeProvider.System, new SilentLog());
}
