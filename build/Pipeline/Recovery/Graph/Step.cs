using System.Text.Json.Nodes;

namespace Notejam.Pipeline.Recovery.Graph;

/// <summary>A step of a drill, whatever it leaves.</summary>
internal abstract class Step(string name, IReadOnlyList<Step> needs)
{
    /// <summary>Its name.</summary>
    public string Name => name;

    /// <summary>Whose ends it waits for.</summary>
    public IReadOnlyList<Step> Needs => needs;

    /// <summary>Does the work.</summary>
    public abstract Task<StepEnd<JsonNode?>> RunAsync(CancellationToken cancellationToken);

    /// <summary>Takes over what an earlier run of the same drill has left.</summary>
    public abstract void Restore(JsonNode? value);
}
