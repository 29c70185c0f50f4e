namespace Notejam.Sandbox.Access;

/// <summary>A call that a service makes for its customer, not by a request of his: who makes it, and what it needs.</summary>
/// <param name="Name">Its name in the journal: <c>ecs pulls an image</c>.</param>
/// <param name="Service">The service that makes it, in its own name or with a role that must trust it.</param>
/// <param name="Actions">What it needs on the resource.</param>
/// <param name="Source">Where AWS documents it.</param>
public sealed record ServiceCall(string Name, string Service, IReadOnlyList<string> Actions, string Source)
{
    /// <summary>The service whose key use this is, when a key of the customer is used through one: <c>rds</c>.</summary>
    public string? Via { get; init; }

    /// <summary>Whether the service says for which account and resource it acts; EventBridge does not when it encrypts for a topic.</summary>
    public bool NamesItsSource { get; init; } = true;
}
