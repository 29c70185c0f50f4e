namespace Notejam.Sandbox.Sts.Model;

/// <summary>Temporary credentials of a role, and what they may do.</summary>
public sealed record SessionCredentials
{
    /// <summary>The access key; the sandbox recognises the session's requests by it: <c>ASIA…</c>.</summary>
    public required string AccessKeyId { get; init; }

    /// <summary>The secret key. Signatures are not checked.</summary>
    public required string SecretAccessKey { get; init; }

    /// <summary>What every request of the session carries besides.</summary>
    public required string Token { get; init; }

    /// <summary>ARN of the role, with its path; of a user for <c>GetSessionToken</c>.</summary>
    public required string Arn { get; init; }

    /// <summary>Name of the session; null for a user's.</summary>
    public string? SessionName { get; init; }

    /// <summary>Documents of the policies that limit the session.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>ARNs of managed policies that limit the session.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Tags of the session, which stand before those of the role.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Condition keys that come from how the session began: the claims of a token.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();

    /// <summary>When it began.</summary>
    public required DateTimeOffset IssuedAt { get; init; }

    /// <summary>When it ends.</summary>
    public required DateTimeOffset ExpiresAt { get; init; }
}
