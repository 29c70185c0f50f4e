using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Requests;

/// <summary>A grant of a KMS key. https://docs.aws.amazon.com/kms/latest/developerguide/grants.html</summary>
/// <param name="GranteePrincipal">The ARN of a user, role, session or account, or the name of a service.</param>
/// <param name="Operations">As KMS calls them: <c>Decrypt</c>.</param>
public sealed record KmsGrant(string Id, string GranteePrincipal, IReadOnlyList<string> Operations)
{
    private const string ContextPrefix = "kms:EncryptionContext:";
    private readonly PrincipalPattern _grantee = new(new Policies.PolicyPrincipal(GranteePrincipal.StartsWith("arn:", StringComparison.Ordinal) ? Policies.PolicyPrincipalKind.AWS : Policies.PolicyPrincipalKind.Service, GranteePrincipal));

    /// <summary>Pairs that the encryption context must have.</summary>
    public IReadOnlyDictionary<string, string>? EncryptionContextSubset { get; init; }

    /// <summary>Pairs that the encryption context must be.</summary>
    public IReadOnlyDictionary<string, string>? EncryptionContextEquals { get; init; }

    /// <summary>How it means the principal of a request; not at all when it is about other operations or another encryption context.</summary>
    internal PrincipalMatch Match(Principal principal, string action, RequestContext context)
    {
        if (!action.StartsWith("kms:", StringComparison.OrdinalIgnoreCase) || !Operations.Contains(action["kms:".Length..], StringComparer.OrdinalIgnoreCase) || !Fits(context)) return PrincipalMatch.None;
        // Who is granted something need not be let by the account as well.
        return _grantee.Match(principal) is var match && match == PrincipalMatch.Account ? PrincipalMatch.Behind : match;
    }

    // "An exact, case-sensitive match": names of condition keys are not, so that both are compared as they are written.
    private bool Fits(RequestContext context)
    {
        if (EncryptionContextSubset is null && EncryptionContextEquals is null) return true;
        var actual = context.StartingWith(ContextPrefix).Where(pair => pair.Value.Values.Count == 1).ToDictionary(pair => pair.Key[ContextPrefix.Length..], pair => pair.Value.Values[0], StringComparer.Ordinal);
        return Holds(EncryptionContextSubset, actual) && Holds(EncryptionContextEquals, actual) && (EncryptionContextEquals is null || EncryptionContextEquals.Count == actual.Count);
    }

    private static bool Holds(IReadOnlyDictionary<string, string>? wanted, Dictionary<string, string> actual) =>
        wanted is null || wanted.All(pair => actual.TryGetValue(pair.Key, out var value) && value == pair.Value);
}
