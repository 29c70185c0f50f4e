using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Machine.Environments;
using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Infra;

/// <summary>Terraform in one stack's folder. Its machine-readable output is read, never its prose.</summary>
/// <param name="dataDirectory">Where Terraform keeps its plugins' links and backend settings for this stack and workspace (<c>TF_DATA_DIR</c>), so that two regions never share them.</param>
/// <param name="environment">Added to the environment, for example <c>TF_CLI_CONFIG_FILE</c>.</param>
public sealed class TerraformCli(IProcessRunner processes, string stackDirectory, string dataDirectory, IReadOnlyDictionary<string, string?> environment, TimeProvider time, IStageLog log)
{
    // Creating a database with a standby takes a quarter of an hour.
    private static readonly TimeSpan LongestTurn = TimeSpan.FromMinutes(30);

    // After an interrupt Terraform waits for the calls that are under way and stores the state.
    private static readonly TimeSpan LongestEnding = TimeSpan.FromMinutes(2);

    /// <summary>The stack's folder.</summary>
    public string StackDirectory => stackDirectory;

    /// <summary>Terraform's folder for this stack and workspace.</summary>
    public string DataDirectory => dataDirectory;

    /// <summary>
    /// Stands for what a plan follows from besides files and values: where AWS is, and how the user configured Terraform. What was
    /// planned before the environment was kept from changing plans counts for nothing.
    /// </summary>
    public string Circumstances
    {
        get
        {
            var file = environment.GetValueOrDefault(TerraformCliConfig.Variable) ?? Environment.GetEnvironmentVariable(TerraformCliConfig.Variable);
            var configuration = File.Exists(file) ? InfraSources.HashOf(file) : "none";
            return string.Join(' ', ["guarded", configuration, .. AwsRedirection.FindHere().Select(found => found.ToString())]);
        }
    }

    /// <summary>Runs a command whose output is plain text or one JSON document.</summary>
    /// <exception cref="PipelineException">Terraform failed.</exception>
    public Task<string> RunAsync(string[] arguments, CancellationToken cancellationToken, string? workspace = null) => LockedAsync(async () =>
    {
        var result = await processes.RunAsync(Command(arguments, workspace), cancellationToken);
        return result.Succeeded ? result.Output : throw TerraformFailure.FromText(arguments[0], stackDirectory, result.Error + result.Output);
    }, cancellationToken);

    /// <summary>Runs a command with <c>-json</c>: progress goes to the log as it happens, errors are collected.</summary>
    /// <returns>All messages of the run.</returns>
    /// <exception cref="PipelineException">Terraform failed; the message carries its diagnostics.</exception>
    public Task<IReadOnlyList<JsonObject>> RunJsonAsync(string[] arguments, CancellationToken cancellationToken, string? workspace = null) => LockedAsync<IReadOnlyList<JsonObject>>(async () =>
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
    }, cancellationToken);

    /// <summary>Runs one command; a lock that a killed run of this very folder has left is removed, and the command run again.</summary>
    private async Task<T> LockedAsync<T>(Func<Task<T>> run, CancellationToken cancellationToken)
    {
        // Two runs of one clone take turns: what is found left behind then belongs to no run that lives.
        using var turn = await TakeTurnAsync(cancellationToken);
        var left = SupervisedProcess.FindLeft(dataDirectory);
        foreach (var process in left.Where(process => process.IsRunning))
        {
            log.Info($"terraform (process {process.ProcessId}, begun at {process.Started:u}) of an earlier run, which has ended before it, still works here: waiting for it");
            while (process.IsRunning) await Task.Delay(TimeSpan.FromMilliseconds(200), time, cancellationToken);
        }

        try
        {
            return await run();
        }
        catch (PipelineException exception) when (StateLock.Find(exception.Message) is { } held && held.WasLeftBy(left, StateLock.Self, StateLock.FindRunning(dataDirectory, Environment.GetEnvironmentVariable)))
        {
            log.Warn($"the state's lock {held.Id} was left by a terraform of this folder that was killed, which had taken it at {held.Created:u}: removing it");
            var unlock = await processes.RunAsync(Command(["force-unlock", "-force", held.Id], null), cancellationToken);
            if (!unlock.Succeeded) throw TerraformFailure.FromText("force-unlock", stackDirectory, unlock.Error + unlock.Output);
            return await run();
        }
        finally
        {
            SupervisedProcess.ForgetDead(dataDirectory);
        }
    }

    private async Task<FileLock> TakeTurnAsync(CancellationToken cancellationToken)
    {
        var path = Path.Combine(Directory.CreateDirectory(dataDirectory).FullName, "turn");
        if (FileLock.TryAcquire(path) is { } free) return free;
        log.Info("another run of this clone uses Terraform here: waiting for it");
        return await FileLock.AcquireAsync(path, LongestTurn, time, cancellationToken);
    }

    private ProcessCommand Command(string[] arguments, string? workspace)
    {
        var variables = new Dictionary<string, string?>(environment)
        {
            ["TF_IN_AUTOMATION"] = "1", ["TF_INPUT"] = "0", ["TF_DATA_DIR"] = dataDirectory, ["CHECKPOINT_DISABLE"] = "1", ["TF_WORKSPACE"] = workspace,
        };
        return new ProcessCommand("terraform", arguments)
        {
            WorkingDirectory = stackDirectory, Environment = variables, SupervisedIn = dataDirectory, GracePeriod = LongestEnding,
        };
    }

    private static JsonObject? TryParse(string line)
    {
        try
        {
            return line.StartsWith('{') ? StrictJson.Parse(line) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
