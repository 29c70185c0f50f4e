using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup;

/// <summary>Asks a database from inside its network, by Notejam's own commands: the pipeline cannot reach it from where it runs.</summary>
/// <param name="task">The one-off task that carries the commands.</param>
public sealed class DatabaseProbe(OneOffTask task)
{
    /// <summary>Marks the tasks of probes.</summary>
    public const string StartedBy = "notejam-probe";

    /// <summary>Writes a canary.</summary>
    /// <exception cref="PipelineException">The task failed, or answered what cannot be read.</exception>
    public async Task<Canary> WriteCanaryAsync(InfraOutputs infra, string taskDefinitionArn, string purpose, CancellationToken cancellationToken) =>
        Read<Canary>(await task.AskAsync(infra, taskDefinitionArn, ["canary", purpose], cancellationToken), "canary");

    /// <summary>Takes the inventory.</summary>
    /// <param name="watermark">Rows that were changed later are left out; null: now.</param>
    /// <exception cref="PipelineException">The task failed, or answered what cannot be read.</exception>
    public async Task<Inventory> TakeInventoryAsync(InfraOutputs infra, string taskDefinitionArn, DateTimeOffset? watermark, CancellationToken cancellationToken) =>
        Read<Inventory>(await task.AskAsync(infra, taskDefinitionArn, watermark is { } time ? ["inventory", time.UtcDateTime.ToString("O")] : ["inventory"], cancellationToken), "inventory");

    private static T Read<T>(string line, string name) where T : class
    {
        try
        {
            if (StrictJson.Parse(line)?[name].Deserialize<T>(ArtifactStore.Json) is { } answer) return answer;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            throw Unreadable(exception);
        }

        throw Unreadable(null);

        PipelineException Unreadable(Exception? cause) => new($"Notejam answered '{line}' when it was asked for the {name}.", $"The live release may be older than this command: deploy this version first.", cause);
    }
}
