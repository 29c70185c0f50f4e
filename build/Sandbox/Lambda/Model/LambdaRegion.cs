namespace Notejam.Sandbox.Lambda.Model;

/// <summary>What Lambda keeps in one region.</summary>
public sealed class LambdaRegion
{
    /// <summary>Functions by name.</summary>
    public SortedDictionary<string, Function> Functions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Events that were accepted and are not yet dealt with, in order of arrival.</summary>
    public List<QueuedEvent> Events { get; init; } = [];
}
