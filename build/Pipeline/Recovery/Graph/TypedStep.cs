using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Graph;

/// <summary>A step, and what it leaves.</summary>
internal sealed class Step<T>(string name, IReadOnlyList<Step> needs, Func<CancellationToken, Task<StepEnd<T>>> body) : Step(name, needs)
{
    private T? _value;
    private bool _isDone;

    /// <summary>What it left; only steps that need it may ask.</summary>
    public T Value => _isDone ? _value! : throw new InvalidOperationException($"The step '{Name}' is not done: whoever reads its value must need it.");

    /// <summary>Whether it is done.</summary>
    public bool IsDone => _isDone;

    /// <inheritdoc />
    public override async Task<StepEnd<JsonNode?>> RunAsync(CancellationToken cancellationToken)
    {
        var end = await body(cancellationToken);
        (_value, _isDone) = (end.Value, true);
        return new StepEnd<JsonNode?>(JsonSerializer.SerializeToNode(end.Value, ArtifactStore.Json), end.Says, end.Checks);
    }

    /// <inheritdoc />
    public override void Restore(JsonNode? value) => (_value, _isDone) = (value.Deserialize<T>(ArtifactStore.Json), true);
}
