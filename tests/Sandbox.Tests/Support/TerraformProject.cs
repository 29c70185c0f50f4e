using Notejam.Machine.Environments;
using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>A configuration that Terraform's real AWS provider applies to a sandbox.</summary>
internal sealed class TerraformProject : IDisposable
{
    private const string Provider = """
        terraform {
          required_providers {
            aws = {
              source  = "hashicorp/aws"
              version = "~> 5.100"
            }
          }
        }

        provider "aws" {
          region = "eu-central-1"
        }

        provider "aws" {
          alias  = "recovery"
          region = "eu-west-2"
        }


        """;

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("notejam-sandbox-terraform-");
    private readonly Dictionary<string, string?> _environment;

    private TerraformProject(Uri endpoint)
    {
        var host = HostFacts.OfThisMachine();
        _environment = new Dictionary<string, string?>(new TerraformCliConfig(host, new TerraformMirror(host)).Environment(_folder.FullName))
        {
            ["TF_IN_AUTOMATION"] = "1",
            ["CHECKPOINT_DISABLE"] = "1",
        };
        foreach (var (name, value) in Variables.Changes(Variables.OfThisProcess(), SandboxEnvironment.Of(Variables.OfThisProcess(), endpoint))) _environment[name] = value;
    }

    /// <summary>A project of these resources; the second region's provider is <c>aws.recovery</c>.</summary>
    public static async Task<TerraformProject> CreateAsync(RunningSandbox sandbox, string resources)
    {
        var project = new TerraformProject(sandbox.Endpoint);
        await File.WriteAllTextAsync(Path.Combine(project._folder.FullName, "main.tf"), Provider + resources);
        await project.RunAsync("init", "-input=false", "-no-color");
        return project;
    }

    /// <summary>Applies it and demands that the next plan has nothing to do.</summary>
    public async Task ApplyAsync(params string[] variables)
    {
        string[] arguments = ["-input=false", "-no-color", .. variables.Select(variable => $"-var={variable}")];
        await RunAsync(["apply", "-auto-approve", .. arguments]);
        await RunAsync(["plan", "-detailed-exitcode", .. arguments]);
    }

    /// <summary>Destroys what was applied.</summary>
    public Task DestroyAsync() => RunAsync("destroy", "-auto-approve", "-input=false", "-no-color");

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task RunAsync(params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(new ProcessCommand("terraform", arguments) { WorkingDirectory = _folder.FullName, Environment = _environment });
        Assert.True(result.Succeeded, $"terraform {arguments[0]}: exit code {result.ExitCode}\n{result.Output}{result.Error}");
    }
}
