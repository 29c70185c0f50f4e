using Notejam.AccessControl.Decisions;

namespace Notejam.AccessControl.Requests;

/// <summary>The policy of a resource.</summary>
/// <param name="Policy">Null when the resource has none, although its kind needs one.</param>
public sealed record ResourcePolicy(ResourcePolicyKind Kind, Policy? Policy)
{
    /// <summary>Whether policies of identities count only when this one hands that over to their account.</summary>
    internal bool MustDelegate => Kind != ResourcePolicyKind.Resource;
}

/// <summary>How a resource's policy works together with those of identities.</summary>
public enum ResourcePolicyKind
{
    /// <summary>Within an account either is enough.</summary>
    Resource,

    /// <summary>The policy of a KMS key: it must name the principal, or its account, whose policies then decide.</summary>
    KmsKey,

    /// <summary>The trust policy of a role: like a key's.</summary>
    RoleTrust,
}
