using System.Text.Json;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// The records between stages, one JSON file a stage under <c>artifacts/</c>. A later process (another CI job, a resumed
/// run) reads what the last one wrote; a record of other sources or of another destination is refused.
/// </summary>
public sealed class ArtifactStore(string folder, TimeProvider time)
{
    /// <summary>How all records are written: camelCase, enums by name, indented for people.</summary>
    public static JsonSerializerOptions Json => StrictJson.Records;

    /// <summary>Where a stage's file lies.</summary>
    public string PathOf(string stage) => Path.Combine(folder, stage + ".json");

    /// <summary>Writes a stage's record.</summary>
    public void Write<T>(string stage, SourceRevision revision, Destination? destination, StageResult<T> result) =>
        WriteFile(stage, new StageEnvelope<T>(stage, revision, destination, result.Outcome, result.Reason, time.GetUtcNow(), result.Record));

    /// <summary>Reads a stage's record.</summary>
    /// <exception cref="PipelineException">There is none, or it is of other sources, of another destination, of a stage that failed, or not readable.</exception>
    public T Read<T>(string stage, SourceRevision revision, Destination destination)
    {
        var envelope = Find<T>(stage) ?? throw new PipelineException($"There is no {PathOf(stage)}.", $"Run ./build.sh {stage} first.");
        if (envelope.Revision.Tree != revision.Tree)
            throw new PipelineException($"{PathOf(stage)} is of {envelope.Revision}, but the sources here are {revision}.", $"Run ./build.sh {stage} again.");
        if (envelope.Destination != destination)
            throw new PipelineException($"{PathOf(stage)} is of {envelope.Destination?.ToString() ?? "no destination"}, but this run is for {destination}.", $"Run ./build.sh {stage} for it first.");
        if (envelope.Record is null || envelope.Outcome == StageOutcome.Failed)
            throw new PipelineException($"The last {stage} failed: {envelope.Reason}", $"Run ./build.sh {stage} again.");
        return envelope.Record;
    }

    /// <summary>The envelope as it lies there, of whatever sources; null when there is none.</summary>
    /// <exception cref="PipelineException">It is not readable.</exception>
    public StageEnvelope<T>? Find<T>(string stage)
    {
        var path = PathOf(stage);
        if (!File.Exists(path)) return null;
        return StrictJson.Read<StageEnvelope<T>>(File.ReadAllText(path), $"{path} is not a record of {stage}", $"Delete it and run ./build.sh {stage} again.");
    }

    /// <summary>Writes any record whole: a reader sees the old file or the new one, never half.</summary>
    public void WriteFile<T>(string name, T value)
    {
        Directory.CreateDirectory(folder);
        var path = PathOf(name);
        File.WriteAllText(path + ".new", JsonSerializer.Serialize(value, Json) + "\n");
        File.Move(path + ".new", path, overwrite: true);
    }

    /// <summary>Removes a stage's record, so that a stage that fails now is not mistaken for the last success.</summary>
    /// <exception cref="PipelineException">The folder cannot be written to: what the stage would do could not be recorded.</exception>
    public void Remove(string stage)
    {
        WritableFolder.Require(folder);
        File.Delete(PathOf(stage));
    }
}
