using Notejam.Machine.Environments;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Tests.Environments;

/// <summary>The programs themselves, in an environment that would change what they do.</summary>
[Trait("Suite", "wire")]
public sealed class RealToolsTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-real-tools-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("TF_CLI_ARGS_plan", "-target=terraform_data.another")]
    [InlineData("TF_CLI_ARGS", "-refresh=false -destroy")]
    [InlineData("TF_VAR_number", "0")]
    public async Task Terraform_plans_what_is_written(string name, string value)
    {
        await File.WriteAllTextAsync(Path.Combine(_folder.FullName, "main.tf"), """
            variable "number" {
              default = 1
            }
            resource "terraform_data" "one" {
              count = var.number
            }
            resource "terraform_data" "another" {
              count = 0
            }
            """);
        await RunAsync(true, name, value, "terraform", "init", "-input=false");
        Assert.Contains("1 to add", await RunAsync(true, name, value, "terraform", "plan", "-no-color", "-input=false"), StringComparison.Ordinal);
        Assert.DoesNotContain("1 to add", await RunAsync(false, name, value, "terraform", "plan", "-no-color", "-input=false"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Configuration", "Release", "Debug")]
    [InlineData("PLATFORM", "x86", "AnyCPU")]
    [InlineData("AssemblyName", "other", "sample")]
    public async Task Msbuild_takes_no_property_from_the_environment(string name, string value, string expected)
    {
        var project = Path.Combine(_folder.FullName, "sample.csproj");
        await File.WriteAllTextAsync(project, "<Project Sdk=\"Microsoft.NET.Sdk\"><PropertyGroup><TargetFramework>net10.0</TargetFramework></PropertyGroup></Project>");
        Assert.Equal(expected, (await RunAsync(true, name, value, "dotnet", "msbuild", project, $"-getProperty:{name}")).Trim());
        Assert.Equal(value, (await RunAsync(false, name, value, "dotnet", "msbuild", project, $"-getProperty:{name}")).Trim());
    }

    private async Task<string> RunAsync(bool guarded, string name, string value, string program, params string[] arguments)
    {
        var inherited = new Dictionary<string, string>(Variables.OfThisProcess()) { [name] = value, ["CHECKPOINT_DISABLE"] = "1" };
        var inner = new Inheriting(inherited);
        var result = await (guarded ? new GuardedProcessRunner(inner, () => inherited, _ => { }) : (IProcessRunner)inner).RunAsync(ProcessCommand.Of(program, arguments) with { WorkingDirectory = _folder.FullName });
        return result.Output + result.Error;
    }

    // Stands for a process whose environment that is.
    private sealed class Inheriting(IReadOnlyDictionary<string, string> inherited) : IProcessRunner
    {
        public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
        {
            var all = new Dictionary<string, string?>(Variables.Changes(Variables.OfThisProcess(), inherited));
            foreach (var (name, value) in command.Environment) all[name] = value;
            return new ProcessRunner().RunAsync(command with { Environment = all }, cancellationToken);
        }
    }
}
