namespace Notejam.Sandbox.Lambda.Model;

/// <summary>All that Lambda keeps, as it is on disk.</summary>
public sealed class LambdaState
{
    /// <summary>State by region name.</summary>
    public SortedDictionary<string, LambdaRegion> Regions { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>What Lambda keeps in one region.</summary>
public sealed class LambdaRegion
{
    /// <summary>Functions by name.</summary>
    public SortedDictionary<string, Function> Functions { get; init; } = new(StringComparer.Ordinal);

    /// <summary>Events that were accepted and are not yet dealt with, in order of arrival.</summary>
    public List<QueuedEvent> Events { get; init; } = [];
}
