namespace Notejam.AccessControl.Decisions;

/// <summary>The sentences of https://docs.aws.amazon.com/IAM/latest/UserGuide/troubleshoot_access-denied.html.</summary>
internal static class RefusalText
{
    public static string Of(AccessDecision decision)
    {
        if (decision.IsAllowed) return $"{decision.Action} on {decision.Resource} is allowed to {decision.Principal}{(decision.Statement is null ? "" : $" by {string.Join(", ", decision.Statements)}")}";
        var refusal = $"User: {decision.Principal} is not authorized to perform: {decision.Action} on resource: {decision.Resource}";
        if (decision.PolicyType is not { } type) return refusal;
        var (article, name) = NameOf(type);
        return decision.Outcome == AccessOutcome.ExplicitlyDenied
            ? $"{refusal} with an explicit deny in {article} {name}"
            : $"{refusal} because no {name} allows the {decision.Action} action";
    }

    private static (string Article, string Name) NameOf(PolicyType type) => type switch
    {
        PolicyType.Identity => ("an", "identity-based policy"),
        PolicyType.PermissionsBoundary => ("a", "permissions boundary"),
        PolicyType.Session => ("a", "session policy"),
        PolicyType.RoleTrust => ("the", "role trust policy"),
        PolicyType.ServiceControl => ("a", "service control policy"),
        PolicyType.ResourceControl => ("a", "resource control policy"),
        _ => ("a", "resource-based policy"),
    };
}
