using System.Collections.Concurrent;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Model;

namespace Notejam.Sandbox.Sts.Callers;

/// <summary>Tells who a request is from, by its access key.</summary>
public sealed class CallerDirectory(SessionStore sessions, IdentityDirectory identities, IamApi iam, ServiceChanges changes, TimeProvider time)
{
    private const string AdministratorAccess = """{"Version":"2012-10-17","Statement":[{"Effect":"Allow","Action":"*","Resource":"*"}]}""";
    private const string NothingAtAll = """{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Action":"*","Resource":"*"}]}""";
    private static readonly Caller Administrator = AdministratorOf(SandboxOptions.AccountId);
    private readonly ConcurrentDictionary<(string Key, long Version), Task<Caller>> _callers = new();

    /// <summary>The account's root user: the caller of every request whose access key the sandbox did not hand out.</summary>
    public static Principal TheAdministrator => Administrator.Principal;

    /// <summary>The caller of a signed request.</summary>
    /// <exception cref="AwsException">The key is no longer, or never was, one of this account.</exception>
    public Task<Caller> OfAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        return OfAsync(request.AccessKey, request.Headers.GetValueOrDefault("X-Amz-Security-Token"), cancellationToken);
    }

    /// <summary>The caller that uses an access key.</summary>
    /// <param name="token">The session token that came with it.</param>
    /// <exception cref="AwsException">The key is no longer, or never was, one of this account.</exception>
    public async Task<Caller> OfAsync(string accessKey, string? token, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(accessKey);
        if (sessions.Find(accessKey) is { } session)
        {
            if (session.ExpiresAt <= time.GetUtcNow()) throw new AwsException("ExpiredToken", "The security token included in the request is expired", StatusCodes.Status403Forbidden);
            if (token is not null && token != session.Token) throw InvalidToken();
            return await OfSessionAsync(session, cancellationToken);
        }

        if (!accessKey.StartsWith("AKIA", StringComparison.Ordinal) || accessKey == "AKIASANDBOX") return Administrator;
        return await CachedAsync(accessKey, async () => await UserOfKeyAsync(accessKey) is { } user ? await OfUserAsync(user) : Administrator, cancellationToken);
    }

    /// <summary>A session of a role as a service uses it for itself: no session policy limits it.</summary>
    /// <exception cref="AwsException">There is no such role.</exception>
    public Task<Caller> OfRoleAsync(string roleArn, string sessionName, CancellationToken cancellationToken) =>
        OfSessionAsync(new SessionCredentials { AccessKeyId = "", SecretAccessKey = "", Token = "", Arn = roleArn, SessionName = sessionName, IssuedAt = time.GetUtcNow(), ExpiresAt = DateTimeOffset.MaxValue }, cancellationToken);

    private Task<Caller> OfSessionAsync(SessionCredentials session, CancellationToken cancellationToken) =>
        CachedAsync($"{session.AccessKeyId} {session.Arn} {session.SessionName}", () => LoadSessionAsync(session), cancellationToken);

    private async Task<Caller> LoadSessionAsync(SessionCredentials session)
    {
        var snapshot = await identities.ReadAsync(CancellationToken.None);
        if (session.SessionName is not { } name) return session.Arn == TheAdministrator.Name ? Administrator : await OfUserAsync(snapshot.UserNamed(NameIn(session.Arn)) ?? throw InvalidToken());
        var role = snapshot.RoleOf(session.Arn) ?? throw InvalidToken();
        var principal = new RoleSession(role.Arn, name) { UniqueId = role.Id };
        List<Policy> limits = [.. session.Policies.Select((document, index) => Policy.Parse($"session policy {index}", document))];
        foreach (var arn in session.PolicyArns)
            if (await identities.PolicyAsync(snapshot, arn) is { } document) limits.Add(Policy.Parse(arn, document));
        var tags = role.Tags.Where(tag => !session.Tags.ContainsKey(tag.Key)).Concat(session.Tags).ToDictionary();
        var keys = RequestContext.Of(session.Keys.Select(pair => (pair.Key, pair.Value))).Over(RequestContext.Of(
            ("aws:TokenIssueTime", session.IssuedAt.ToString("O", System.Globalization.CultureInfo.InvariantCulture)), ("aws:MultiFactorAuthPresent", "false")));
        return await OfAsync(snapshot, role, principal, $"{role.Id}:{name}", limits, keys.Over(PrincipalKeys.Of(principal, tags)));
    }

    private async Task<Caller> OfUserAsync(IamIdentity user)
    {
        var principal = new IamUser(user.Arn) { UniqueId = user.Id };
        return await OfAsync(await identities.ReadAsync(CancellationToken.None), user, principal, user.Id, [], PrincipalKeys.Of(principal, user.Tags));
    }

    private async Task<Caller> OfAsync(IdentitySnapshot snapshot, IamIdentity identity, Principal principal, string userId, IReadOnlyList<Policy> limits, RequestContext keys)
    {
        var documents = identity.Inline.Select(policy => ($"{identity.Name}/{policy.Name}", policy.Document)).ToList();
        foreach (var arn in identity.Attached)
            if (await identities.PolicyAsync(snapshot, arn) is { } document) documents.Add((arn, document));
        var boundary = identity.BoundaryArn is { } limit ? (limit, Document: await identities.PolicyAsync(snapshot, limit) ?? NothingAtAll) : default;
        var texts = documents.Select(each => each.Item2).Append(boundary.Document ?? "").ToList();
        return new Caller(principal, new PrincipalPolicies
        {
            Identity = [.. documents.Select(each => Policy.Parse(each.Item1, each.Item2))],
            Boundary = boundary.Document is null ? null : Policy.Parse(boundary.limit, boundary.Document),
            Session = limits,
        }, keys)
        {
            UserId = userId,
            AsksForTags = texts.Exists(text => text.Contains("ResourceTag/", StringComparison.OrdinalIgnoreCase)),
            AsksForAliases = texts.Exists(text => text.Contains("kms:ResourceAliases", StringComparison.OrdinalIgnoreCase)),
        };
    }

    private async Task<Caller> CachedAsync(string key, Func<Task<Caller>> load, CancellationToken cancellationToken)
    {
        var version = changes.Of("iam");
        foreach (var old in _callers.Keys.Where(each => each.Version != version)) _callers.TryRemove(old, out _);
        var loaded = _callers.GetOrAdd((key, version), _ => load());
        try
        {
            return await loaded.WaitAsync(cancellationToken);
        }
        catch (Exception) when (loaded.IsFaulted)
        {
            _callers.TryRemove((key, version), out _);
            throw;
        }
    }

    private async Task<IamIdentity?> UserOfKeyAsync(string accessKey)
    {
        string? name;
        try
        {
            name = IamApi.Text(await iam.CallAsync("GetAccessKeyLastUsed", CancellationToken.None, ("AccessKeyId", accessKey)), "UserName");
        }
        catch (AwsException)
        {
            return null;
        }

        return name is null ? null : (await identities.ReadAsync(CancellationToken.None)).UserNamed(name);
    }

    private static Caller AdministratorOf(string account)
    {
        // The root user: vaults and keys that keep administrators out name it as the way in.
        var root = RootUser.Of(account);
        return new Caller(root, new PrincipalPolicies { Identity = [Policy.Parse("arn:aws:iam::aws:policy/AdministratorAccess", AdministratorAccess)] }, PrincipalKeys.Of(root)) { UserId = account };
    }

    private static string NameIn(string arn) => arn[(arn.LastIndexOf('/') + 1)..];

    private static AwsException InvalidToken() => new("InvalidClientTokenId", "The security token included in the request is invalid", StatusCodes.Status403Forbidden);
}
