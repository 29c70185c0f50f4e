using System.Security.Cryptography;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Sts.Model;

/// <summary>The sessions that were begun and whose credentials still matter.</summary>
public sealed class SessionStore(StateStore files, TimeProvider time)
{
    // An expired key is still told from an unknown one for a while.
    private static readonly TimeSpan Memory = TimeSpan.FromHours(1);
    private const string Letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
    private readonly Store<SessionState> _store = new(files, "sts");

    /// <summary>Begins a session.</summary>
    /// <param name="session">Who and what; keys and times are set here.</param>
    /// <param name="duration">How long it lasts.</param>
    public SessionCredentials Begin(SessionWish session, TimeSpan duration)
    {
        ArgumentNullException.ThrowIfNull(session);
        var now = time.GetUtcNow();
        var credentials = new SessionCredentials
        {
            AccessKeyId = "ASIA" + RandomNumberGenerator.GetString(Letters, 16),
            SecretAccessKey = Convert.ToBase64String(RandomNumberGenerator.GetBytes(30)),
            Token = Convert.ToBase64String(RandomNumberGenerator.GetBytes(240)),
            Arn = session.Arn,
            SessionName = session.SessionName,
            Policies = session.Policies,
            PolicyArns = session.PolicyArns,
            Tags = session.Tags,
            Keys = session.Keys,
            IssuedAt = now,
            ExpiresAt = now + duration,
        };
        _store.Write(state =>
        {
            foreach (var old in state.Sessions.Values.Where(each => each.ExpiresAt + Memory < now).Select(each => each.AccessKeyId).ToList()) state.Sessions.Remove(old);
            state.Sessions[credentials.AccessKeyId] = credentials;
        });
        return credentials;
    }

    /// <summary>The session of an access key; null when it is none of these.</summary>
    public SessionCredentials? Find(string accessKey) => _store.Read(state => state.Sessions.GetValueOrDefault(accessKey));

    /// <summary>What is kept on disk.</summary>
    private sealed class SessionState
    {
        public Dictionary<string, SessionCredentials> Sessions { get; init; } = [];
    }
}

/// <summary>A session to begin.</summary>
/// <param name="Arn">Of the role, or of the user.</param>
/// <param name="SessionName">Null for a user's.</param>
public sealed record SessionWish(string Arn, string? SessionName)
{
    /// <summary>Documents of the policies that limit it.</summary>
    public IReadOnlyList<string> Policies { get; init; } = [];

    /// <summary>ARNs of managed policies that limit it.</summary>
    public IReadOnlyList<string> PolicyArns { get; init; } = [];

    /// <summary>Its tags.</summary>
    public IReadOnlyDictionary<string, string> Tags { get; init; } = new Dictionary<string, string>();

    /// <summary>Condition keys from how it began.</summary>
    public IReadOnlyDictionary<string, string> Keys { get; init; } = new Dictionary<string, string>();
}
