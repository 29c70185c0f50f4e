namespace Notejam.AccessControl.Policies;

/// <summary>What a kind of policies must have and must not.</summary>
/// <param name="IsIam">Whether IAM keeps it, with IAM's own restrictions.</param>
/// <param name="HasPrincipal">Whether it says of whom it is: then it must, else it must not.</param>
/// <param name="HasResource">Whether it says on what: then each statement must, else none may.</param>
internal sealed record PolicyRules(bool IsIam, bool HasPrincipal, bool HasResource)
{
    /// <summary>The rules of a kind.</summary>
    public static PolicyRules Of(PolicyKind kind) => kind switch
    {
        PolicyKind.RoleTrust => new PolicyRules(IsIam: true, HasPrincipal: true, HasResource: false),
        PolicyKind.Managed or PolicyKind.InlineOfUser or PolicyKind.InlineOfGroup or PolicyKind.InlineOfRole or PolicyKind.Session or PolicyKind.ServiceControl =>
            new PolicyRules(IsIam: true, HasPrincipal: false, HasResource: true),
        // ECR answers "Invalid repository policy provided" to a statement that names a resource.
        PolicyKind.Repository => new PolicyRules(IsIam: false, HasPrincipal: true, HasResource: false),
        _ => new PolicyRules(IsIam: false, HasPrincipal: true, HasResource: true),
    };
}
