using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Decisions;

/// <summary>A decision about one resource.</summary>
internal readonly record struct Verdict(AccessOutcome Outcome, PolicyType? Type, IReadOnlyList<Hit> Hits)
{
    public static Verdict Allow(params ReadOnlySpan<Hit?> hits)
    {
        var held = new List<Hit>(hits.Length);
        foreach (var hit in hits)
        {
            if (hit is not null) held.Add(hit);
        }

        return new Verdict(AccessOutcome.Allowed, null, held);
    }

    public static Verdict Deny(Hit hit) => new(AccessOutcome.ExplicitlyDenied, hit.Type, [hit]);

    public static Verdict Lack(PolicyType? type) => new(AccessOutcome.ImplicitlyDenied, type, []);
}

/// <summary>A statement, or a grant, that applies to a request.</summary>
internal sealed record Hit(PolicyType Type, StatementReference Reference)
{
    public static Hit Of(PolicyType type, Policy policy, Statement statement) => new(type, new StatementReference(type, policy.Name, statement.Written.Index, statement.Written.Sid));

    public static Hit Of(KmsGrant grant) => new(PolicyType.Grant, new StatementReference(PolicyType.Grant, grant.Id, 0, null));
}
