using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Decisions;

/// <summary>What policies of one type say to a request: the first statement that denies and the first that allows.</summary>
internal readonly record struct Findings(Hit? Deny, Hit? Allow);

/// <summary>What the policy of a resource says: the first statement that denies, and of those that allow the first of each nearness.</summary>
internal sealed class ResourceFindings
{
    private readonly Hit?[] _allows = new Hit?[(int)PrincipalMatch.Direct + 1];

    public Hit? Deny { get; private set; }

    public Hit? Direct => _allows[(int)PrincipalMatch.Direct];

    public Hit? Behind => _allows[(int)PrincipalMatch.Behind];

    public Hit? Account => _allows[(int)PrincipalMatch.Account];

    public void AddDeny(Hit hit) => Deny ??= hit;

    public void AddAllow(PrincipalMatch match, Hit hit)
    {
        if (match != PrincipalMatch.None) _allows[(int)match] ??= hit;
    }

    public bool Has(PrincipalMatch match) => _allows[(int)match] is not null;
}
