using System.Collections.Concurrent;
using Amazon.Runtime;
using Amazon.Runtime.CredentialManagement;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>Where the environment says that the credentials come from.</summary>
/// <param name="Profile">The profile that is named; null when none is, or when keys or a token win over it.</param>
/// <param name="IsDecided">Whether keys or a token decide, and no profile counts.</param>
/// <param name="Missing">The half of a pair of keys that is not there; null when none or both are.</param>
public sealed record CredentialSource(string? Profile, bool IsDecided, string? Missing)
{
    private const string KeyId = "AWS_ACCESS_KEY_ID";
    private const string Key = "AWS_SECRET_ACCESS_KEY";
    private const string DefaultProfile = "default";
    private const int Deepest = 10;
    private static readonly TimeSpan Early = TimeSpan.FromMinutes(1);
    private static readonly ConcurrentDictionary<string, AWSCredentials> Known = new(StringComparer.Ordinal);

    /// <summary>How long a program that gives credentials (credential_process) may take.</summary>
    internal static readonly TimeSpan PatienceWithProcess = TimeSpan.FromSeconds(90);

    /// <summary>The files that profiles stand in.</summary>
    public CredentialFiles Files { get; init; } = CredentialFiles.Of(_ => null);

    /// <summary>That of this process.</summary>
    public static CredentialSource Current => Of(Environment.GetEnvironmentVariable) with { Files = CredentialFiles.Current };

    /// <summary>Reads the variables in the SDK's order: keys, a web identity's token, a profile.</summary>
    public static CredentialSource Of(Func<string, string?> variable)
    {
        var (id, key) = (Is(KeyId), Is(Key));
        var files = CredentialFiles.Of(variable);
        if ((id && key) || (Is("AWS_WEB_IDENTITY_TOKEN_FILE") && Is("AWS_ROLE_ARN"))) return new CredentialSource(null, true, null) { Files = files };
        return new CredentialSource(Is("AWS_PROFILE") ? variable("AWS_PROFILE") : null, false, (id, key) switch { (true, false) => Key, (false, true) => KeyId, _ => null }) { Files = files };

        bool Is(string name) => variable(name) is { Length: > 0 };
    }

    /// <summary>
    /// The credentials of the profile that is named, and of no other source: the SDK's own chain takes no profile of SSO, and
    /// goes on to the machine's role when a profile cannot be used. Null: the SDK's own chain.
    /// </summary>
    /// <exception cref="PipelineException">There is no such profile, or it cannot be used.</exception>
    public AWSCredentials? FindProfileCredentials()
    {
        if (IsDecided) return null;
        CredentialFiles.Settle();
        var name = Profile ?? DefaultProfile;
        try
        {
            var store = new CredentialProfileStoreChain();
            if (!store.TryGetProfile(name, out var profile))
                return Profile is null ? null : throw CredentialFailure.NoProfile(name, Files, [.. store.ListProfiles().Select(found => found.Name).Where(found => found != name)]);
            // A default one that only names a region is usual.
            var ofProcess = FindOfProcess(profile, store);
            if (Profile is null && !IsOfSso(profile) && ofProcess is null) return null;
            if (profile.Options.MfaSerial is { Length: > 0 }) throw CredentialFailure.NeedsCode(name);
            return Known.GetOrAdd(name, _ => ofProcess ?? Named(profile.GetAWSCredentials(store)));
        }
        catch (Exception exception) when (CredentialFailure.Of(exception, this) is { } explained)
        {
            throw explained;
        }
    }

    private static bool IsOfSso(CredentialProfile profile) => profile.Options.SsoSession is { Length: > 0 } || profile.Options.SsoStartUrl is { Length: > 0 };

    /// <summary>
    /// Those of a program (credential_process), which the SDK would wait for without end, or of a role that they are good for;
    /// null for a profile of another kind. Of several kinds in one profile the SDK takes keys and a role first.
    /// </summary>
    private static AWSCredentials? FindOfProcess(CredentialProfile profile, CredentialProfileStoreChain store, int depth = 0)
    {
        var options = profile.Options;
        if (depth > Deepest || options.MfaSerial is { Length: > 0 } || options.AccessKey is { Length: > 0 }) return null;
        if (options.RoleArn is not { Length: > 0 })
            return options.CredentialProcess is { Length: > 0 } command ? new CredentialProcess(command, PatienceWithProcess) { PreemptExpiryTime = Early } : null;
        if (options.SourceProfile is not { Length: > 0 } source || !store.TryGetProfile(source, out var other) || FindOfProcess(other, store, depth + 1) is not { } credentials) return null;
        var session = options.RoleSessionName is { Length: > 0 } name ? name : "notejam";
        return new AssumeRoleAWSCredentials(credentials, options.RoleArn, session, new AssumeRoleAWSCredentialsOptions { ExternalId = options.ExternalID });
    }

    private static AWSCredentials Named(AWSCredentials credentials)
    {
        // A session is begun by the user (aws sso login), never by the pipeline.
        if (credentials is SSOAWSCredentials sso) (sso.Options.ClientName, sso.Options.SupportsGettingNewToken) = ("notejam", false);
        return credentials;
    }
}
