namespace Notejam.Sandbox.Gateway.Access;

/// <summary>The use of a customer's key by a service in the name of who called it (forward access sessions): <c>kms:ViaService</c> says which service.</summary>
public static class KeyUse
{
    private static readonly string[] ForStorage = ["kms:CreateGrant", "kms:DescribeKey"];

    /// <summary>What a service needs that keeps data under a key from then on: a grant of its own.</summary>
    /// <param name="service">The service: <c>rds</c>.</param>
    /// <param name="region">Its region.</param>
    /// <param name="key">The key by any name; AWS's own needs nothing of the caller.</param>
    public static IEnumerable<AccessNeed> OfStorage(string service, string region, string? key) => Through(service, region, key, ForStorage)
        .Select(need => need.Action == "kms:CreateGrant" ? need.With("kms:GrantIsForAWSResource", "true") : need);

    /// <summary>What some actions on a key through a service need.</summary>
    public static IEnumerable<AccessNeed> Through(string service, string region, string? key, params IEnumerable<string> actions) =>
        string.IsNullOrEmpty(key) || key.Contains("alias/aws/", StringComparison.Ordinal)
            ? []
            : actions.Select(action => new AccessNeed(action, key).With("kms:ViaService", $"{service}.{region}.amazonaws.com").With("aws:CalledViaLast", $"{service}.amazonaws.com"));
}
