namespace Notejam.AccessControl.Policies;

/// <summary>How long policies may be. IAM does not count white space, and counts the inline policies of a user, group or role together.</summary>
/// <param name="Limit">The most characters; null where AWS publishes none.</param>
/// <param name="CountsWhiteSpace">Whether white space counts.</param>
/// <param name="IsOfAll">Whether the limit is for all policies of their owner together.</param>
public sealed record PolicySize(int? Limit, bool CountsWhiteSpace, bool IsOfAll)
{
    /// <summary>The size of a kind.</summary>
    /// <remarks>
    /// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_iam-quotas.html, https://docs.aws.amazon.com/kms/latest/developerguide/resource-limits.html,
    /// https://docs.aws.amazon.com/organizations/latest/userguide/orgs_reference_limits.html, and of the others their APIs.
    /// </remarks>
    public static PolicySize Of(PolicyKind kind) => kind switch
    {
        PolicyKind.Managed => new PolicySize(6144, false, false),
        PolicyKind.InlineOfUser => new PolicySize(2048, false, true),
        PolicyKind.InlineOfGroup => new PolicySize(5120, false, true),
        PolicyKind.InlineOfRole => new PolicySize(10240, false, true),
        PolicyKind.RoleTrust => new PolicySize(2048, false, false),
        PolicyKind.Session => new PolicySize(2048, true, false),
        PolicyKind.ServiceControl => new PolicySize(5120, true, false),
        PolicyKind.KmsKey => new PolicySize(32768, true, false),
        PolicyKind.Bucket or PolicyKind.Secret or PolicyKind.Function => new PolicySize(20480, true, false),
        PolicyKind.Topic => new PolicySize(30720, true, false),
        PolicyKind.Repository or PolicyKind.EventBus => new PolicySize(10240, true, false),
        _ => new PolicySize(null, true, false),
    };

    /// <summary>How much of the limit a text takes.</summary>
    public int Measure(string json) => CountsWhiteSpace ? json.Length : json.Count(character => !char.IsWhiteSpace(character));

    /// <summary>Says which limit is exceeded; null when none is.</summary>
    /// <param name="owner">The name of the user, group or role whose inline policies they are.</param>
    /// <param name="texts">The policy; of inline policies all of their owner.</param>
    public static PolicyProblem? Check(PolicyKind kind, string owner, params IReadOnlyList<string> texts)
    {
        var size = Of(kind);
        var taken = size.IsOfAll ? texts.Sum(size.Measure) : texts.Select(size.Measure).DefaultIfEmpty().Max();
        if (size.Limit is not { } limit || taken <= limit) return null;
        return new PolicyProblem("", kind switch
        {
            PolicyKind.Managed => $"Cannot exceed quota for PolicySize: {limit}",
            PolicyKind.RoleTrust => $"Cannot exceed quota for ACLSizePerRole: {limit}",
            PolicyKind.InlineOfUser => $"Maximum policy size of {limit} bytes exceeded for user {owner}",
            PolicyKind.InlineOfGroup => $"Maximum policy size of {limit} bytes exceeded for group {owner}",
            PolicyKind.InlineOfRole => $"Maximum policy size of {limit} bytes exceeded for role {owner}",
            _ => $"Maximum policy size of {limit} bytes exceeded",
        }, $"it has {taken}");
    }
}
