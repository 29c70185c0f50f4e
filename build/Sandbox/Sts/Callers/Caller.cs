using Notejam.AccessControl.Requests;

namespace Notejam.Sandbox.Sts.Callers;

/// <summary>Who sends a request, with the policies that count for it.</summary>
/// <param name="Principal">Who it is.</param>
/// <param name="Policies">What it may do.</param>
/// <param name="Keys">The condition keys that follow from it.</param>
public sealed record Caller(Principal Principal, PrincipalPolicies Policies, RequestContext Keys)
{
    /// <summary>The unique id that <c>GetCallerIdentity</c> shows.</summary>
    public required string UserId { get; init; }

    /// <summary>Whether any of its policies asks for tags of resources.</summary>
    public bool AsksForTags { get; init; }

    /// <summary>Whether any of its policies asks for aliases of keys.</summary>
    public bool AsksForAliases { get; init; }
}
