namespace Notejam.Sandbox.Lambda.Model;

/// <summary>An event for a function that nobody waits for. It is kept, so that a restart does not lose it.</summary>
public sealed class QueuedEvent
{
    /// <summary>The request id: the same at every attempt.</summary>
    public required string Id { get; init; }

    public required string FunctionName { get; init; }

    /// <summary>Version or alias; null for the newest.</summary>
    public string? Qualifier { get; init; }

    public required byte[] Payload { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>When it is to be tried next.</summary>
    public required DateTimeOffset DueAt { get; set; }

    /// <summary>Attempts that failed.</summary>
    public int Failures { get; set; }
}
