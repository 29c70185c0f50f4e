using System.Text.Json.Nodes;

namespace Notejam.Hooks.Runtime;

/// <summary>One call of the function.</summary>
/// <param name="RequestId">Lambda's id of it.</param>
/// <param name="Event">What it is called with.</param>
/// <param name="Deadline">When Lambda ends the function.</param>
internal sealed record Invocation(string RequestId, JsonObject Event, DateTimeOffset Deadline)
{
    /// <summary>The rest of the time that is kept for telling how the call ended.</summary>
    public static readonly TimeSpan Margin = TimeSpan.FromSeconds(1);

    /// <summary>A text of the event.</summary>
    /// <exception cref="HookException">It is missing.</exception>
    public string Required(string name) => Event[name] is JsonValue value && value.TryGetValue<string>(out var text) && text.Length > 0
        ? text
        : throw new HookException($"The event has no {name}: this function is called by another service than it is for.");
}
