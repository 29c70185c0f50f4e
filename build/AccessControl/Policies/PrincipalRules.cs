using System.Text.RegularExpressions;

namespace Notejam.AccessControl.Policies;

/// <summary>What may stand as a principal. Whether it exists, only the account knows.</summary>
internal static partial class PrincipalRules
{
    public static IEnumerable<PolicyProblem> Validate(PolicyKind kind, string path, PolicyPrincipal principal)
    {
        var isValid = principal.Kind switch
        {
            PolicyPrincipalKind.AWS => OfAws().IsMatch(principal.Value),
            PolicyPrincipalKind.Service => OfService().IsMatch(principal.Value),
            PolicyPrincipalKind.Federated => OfProvider().IsMatch(principal.Value),
            _ => kind == PolicyKind.Bucket,
        };
        if (!isValid) yield return new PolicyProblem(path, $"Invalid principal in policy: \"{principal.Kind.ToString().ToUpperInvariant()}\":\"{principal.Value}\"");
    }

    [GeneratedRegex(@"^(\*|\d{12}|A[A-Z]{3}[A-Z0-9]{12,}|arn:aws[a-z-]*:(iam::\d{12}:(root|(user|role)/[\w+=,.@/-]+)|iam::cloudfront:user/[\w ]+|sts::\d{12}:(assumed-role/[\w+=,.@-]+/[\w+=,.@-]+|federated-user/[\w+=,.@-]+)))$")]
    private static partial Regex OfAws();

    [GeneratedRegex(@"^[a-z0-9-]+(\.[a-z0-9-]+)+$")]
    private static partial Regex OfService();

    [GeneratedRegex(@"^(arn:aws[a-z-]*:iam::\d{12}:(oidc-provider|saml-provider)/.+|[a-z0-9-]+(\.[a-z0-9-]+)+)$", RegexOptions.IgnoreCase)]
    private static partial Regex OfProvider();
}
