using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Access;

/// <summary>What a run was allowed and refused, principal by principal: <c>artifacts/access.json</c>.</summary>
/// <param name="Since">When the run began.</param>
/// <param name="Principals">Those who asked meanwhile, by name. Another run on the same sandbox counts too.</param>
public sealed partial record AccessReport(DateTimeOffset Since, IReadOnlyList<PrincipalAccess> Principals)
{
    /// <summary>Orders decisions by who asked: sessions of a role are that role.</summary>
    public static AccessReport Of(DateTimeOffset since, IEnumerable<AccessDecisionRecord> decisions) => new(since,
    [
        .. decisions.GroupBy(decision => RoleOf(decision.Principal)).OrderBy(group => group.Key, StringComparer.Ordinal).Select(group => new PrincipalAccess(
            group.Key, [.. group.Where(decision => decision.Allowed).Order(ByAction)], [.. group.Where(decision => !decision.Allowed).Order(ByAction)])),
    ]);

    /// <summary>The report in a few lines: how much was decided, and each refusal.</summary>
    public IEnumerable<string> Lines()
    {
        var (allowed, refused) = (Principals.Sum(principal => principal.Allowed.Count), Principals.SelectMany(principal => principal.Refused).ToList());
        yield return $"{allowed} allowed, {refused.Count} refused, of {Principals.Count} principals; artifacts/access.json has each, and the policy that each principal needed";
        foreach (var refusal in refused) yield return $"refused: {refusal.By}";
    }

    private static IComparer<AccessDecisionRecord> ByAction => Comparer<AccessDecisionRecord>.Create((one, other) =>
        string.CompareOrdinal(one.Action + ' ' + string.Join(' ', one.Resources), other.Action + ' ' + string.Join(' ', other.Resources)));

    private static string RoleOf(string principal) => AssumedRole().Replace(principal, "arn:$1:iam::$2:role/$3");

    /// <summary>A session's ARN leaves the role's path out: so does this.</summary>
    [GeneratedRegex("^arn:([^:]+):sts::([0-9]{12}):assumed-role/([^/]+)/.*$")]
    private static partial Regex AssumedRole();
}

/// <summary>What a principal was allowed and refused.</summary>
/// <param name="Principal">A role's, user's or root's ARN, or the name of a service.</param>
public sealed record PrincipalAccess(string Principal, IReadOnlyList<AccessDecisionRecord> Allowed, IReadOnlyList<AccessDecisionRecord> Refused)
{
    /// <summary>The smallest policy of an identity that allows what was asked, refusals included; null for a service, whose permissions are those of resources.</summary>
    public NeededPolicy? NeededPolicy => Principal.StartsWith("arn:", StringComparison.Ordinal) ? NeededPolicy.Of(Allowed.Concat(Refused)) : null;
}
