using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Matching;

/// <summary>
/// A value of <c>Principal</c> or <c>NotPrincipal</c>. There are no wildcards but for <c>*</c> alone.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html
/// </summary>
internal sealed class PrincipalPattern
{
    private readonly PolicyPrincipal _written;
    private readonly string? _account;

    public PrincipalPattern(PolicyPrincipal written)
    {
        _written = written;
        _account = written.Kind == PolicyPrincipalKind.AWS ? AccountOf(written.Value) : null;
    }

    /// <summary>How it means a principal.</summary>
    public PrincipalMatch Match(Principal principal) => _written.Kind switch
    {
        PolicyPrincipalKind.Service => principal is ServicePrincipal service && service.Name == _written.Value ? PrincipalMatch.Direct : PrincipalMatch.None,
        PolicyPrincipalKind.Federated => principal is ExternalIdentity identity && identity.Provider == _written.Value ? PrincipalMatch.Direct : PrincipalMatch.None,
        PolicyPrincipalKind.CanonicalUser => principal.CanonicalUserId == _written.Value ? PrincipalMatch.Account : PrincipalMatch.None,
        _ when _written.Value == "*" => PrincipalMatch.Direct,
        _ when _account is not null => principal.Account == _account ? PrincipalMatch.Account : PrincipalMatch.None,
        _ => principal.MatchOf(_written.Value),
    };

    private static string? AccountOf(string value)
    {
        if (value.Length == 12 && value.All(char.IsAsciiDigit)) return value;
        return value.Split(':') is ["arn", _, "iam", "", var account, "root"] ? account : null;
    }
}
