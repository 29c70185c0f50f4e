namespace Notejam.AccessControl.Requests;

/// <summary>The condition keys that AWS sets from the principal of a request, without those of its session's origin. https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#principaltable</summary>
public static class PrincipalKeys
{
    /// <summary>The keys of a principal.</summary>
    /// <param name="tags">Of the user, role or session.</param>
    public static RequestContext Of(Principal principal, IReadOnlyDictionary<string, string>? tags = null)
    {
        var keys = new List<KeyValuePair<string, ContextValue>>();
        foreach (var (key, value) in Identity(principal).Concat((tags ?? new Dictionary<string, string>()).Select(tag => ("aws:PrincipalTag/" + tag.Key, (string?)tag.Value))))
        {
            if (value is not null) keys.Add(KeyValuePair.Create(key, ContextValue.Of(value)));
        }

        if (principal is ServicePrincipal service) keys.Add(KeyValuePair.Create("aws:PrincipalServiceNamesList", ContextValue.Of([service.Service])));
        return RequestContext.Of(keys);
    }

    private static (string Key, string? Value)[] Identity(Principal principal) => principal switch
    {
        RootUser root => Identity("Account", root.Arn, root.AccountId, root.AccountId),
        IamUser user => [.. Identity("User", user.Arn, user.Account, user.UniqueId), ("aws:username", user.Arn[(user.Arn.LastIndexOf('/') + 1)..])],
        RoleSession role => Identity("AssumedRole", role.RoleArn, role.Account, role.UniqueId is null ? null : $"{role.UniqueId}:{role.SessionName}"),
        FederatedUser user => Identity("FederatedUser", user.Arn, user.Account, $"{user.Account}:{user.Arn[(user.Arn.LastIndexOf('/') + 1)..]}"),
        ServicePrincipal service => [("aws:PrincipalIsAWSService", "true"), ("aws:PrincipalServiceName", service.Service)],
        ExternalIdentity identity => [("aws:FederatedProvider", identity.Provider)],
        _ => [("aws:PrincipalType", "Anonymous"), ("aws:userid", "anonymous"), ("aws:PrincipalIsAWSService", "false")],
    };

    private static (string Key, string? Value)[] Identity(string type, string arn, string? account, string? userId) =>
        [("aws:PrincipalType", type), ("aws:PrincipalArn", arn), ("aws:PrincipalAccount", account), ("aws:userid", userId), ("aws:PrincipalIsAWSService", "false")];
}
