using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>Terraform in one stack's folder. Its machine-readable output is read, never its prose.</summary>
/// <param name="dataDirectory">Where Terraform keeps its plugins' links and backend settings for this stack and workspace (<c>TF_DATA_DIR</c>), so that two regions never share them.</param>
/// <param name="environment">Added to the environment, for example <c>TF_CLI_CONFIG_FILE</c>.</param>
public sealed class TerraformCli(IProcessRunner processes, string stackDirectory, string dataDirectory, IReadOnlyDictionary<string, string?> environment, IStageLog log)
{
    /// <summary>The stack's folder.</summary>
    public string StackDirectory => stackDirectory;

    /// <summary>Terraform's folder for this stack and workspace.</summary>
    public string DataDirectory => dataDirectory;

    /// <summary>Runs a command whose output is plain text or one JSON document.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public async Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken, string? workspace = null)
    {
        var result = await processes.RunAsync(Command(arguments, workspace), cancellationToken);
        return result.Succeeded ? result.Output : throw TerraformFailure.FromText(arguments[0], stackDirectory, result.Error + result.Output);
    }

    /// <summary>Runs a command with <c>-json</c>: progress goes to the log as it happens, errors are collected.</summary>
    /// <returns>All messages of the run.</returns>
    /// <exception cref="PipelineException">Terraform failed; the message carries its diagnostics.</exception>
    public async Task<IReadOnlyList<JsonObject>> RunJsonAsync(string[] arguments, CancellationToken cancellationToken, string? workspace = null)
    {
        var messages = new List<JsonObject>();
        var command = Command(arguments, workspace) with
        {
            OnOutput = line =>
            {
                if (TryParse(line) is not { } message) return;
                messages.Add(message);
                if (TerraformProgress.Describe(message) is { } text) log.Info(text);
            },
        };
        var result = await processes.RunAsync(command, cancellationToken);
        return result.Succeeded ? messages : throw TerraformFailure.FromMessages(arguments[0], stackDirectory, messages, result.Error);
    }

    private ProcessCommand Command(string[] arguments, string? workspace)
    {
        var variables = new Dictionary<string, string?>(environment)
        {
            ["TF_IN_AUTOMATION"] = "1", ["TF_INPUT"] = "0", ["TF_DATA_DIR"] = dataDirectory, ["CHECKPOINT_DISABLE"] = "1", ["TF_WORKSPACE"] = workspace,
        };
        return new ProcessCommand("terraform", arguments) { WorkingDirectory = stackDirectory, Environment = variables };
    }

    private static JsonObject? TryParse(string line)
    {
        try
        {
            return line.StartsWith('{') ? JsonNode.Parse(line) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
