using Notejam.AccessControl.Decisions;

namespace Notejam.AccessControl.Requests;

/// <summary>The policies of a principal.</summary>
public sealed record PrincipalPolicies
{
    /// <summary>None at all.</summary>
    public static PrincipalPolicies None { get; } = new();

    /// <summary>Those of the user and its groups, or of the role: inline, the account's own, AWS's.</summary>
    public IReadOnlyList<Policy> Identity { get; init; } = [];

    /// <summary>The most that the user or role may; null for no such limit.</summary>
    public Policy? Boundary { get; init; }

    /// <summary>Those that were given when the session began; none for no such limit.</summary>
    public IReadOnlyList<Policy> Session { get; init; } = [];

    /// <summary>The service control policies of its account: for each level of the organization those that are attached. Each level must allow.</summary>
    public IReadOnlyList<IReadOnlyList<Policy>> ServiceControl { get; init; } = [];
}
