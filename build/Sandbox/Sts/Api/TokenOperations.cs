using System.Globalization;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Callers;
using Notejam.Sandbox.Sts.Model;
using Notejam.Sandbox.Sts.WebIdentity;

namespace Notejam.Sandbox.Sts.Api;

/// <summary>STS: temporary credentials. Whether the caller may have them is decided before, by the role's trust policy. https://docs.aws.amazon.com/STS/latest/APIReference/welcome.html</summary>
internal sealed partial class TokenOperations(SessionStore sessions, CallerDirectory callers, WebIdentityVerifier verifier, IdentityDirectory identities, IamApi iam) : IOperations
{
    private const int ShortestSession = 900;
    private const int LongestChained = 3600;
    private const int LongestPolicy = 2048;
    private static readonly XNamespace Ns = "https://sts.amazonaws.com/doc/2011-06-15/";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("AssumeRole", AssumeRoleAsync),
        new("AssumeRoleWithWebIdentity", AssumeRoleWithWebIdentityAsync),
        new("GetCallerIdentity", GetCallerIdentityAsync),
        new("GetSessionToken", GetSessionTokenAsync),
        new("GetAccessKeyInfo", request => Answer(request, new XElement("Account", SandboxOptions.AccountId))),
    ];

    private async Task<AwsResponse> AssumeRoleAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(request, cancellationToken);
        var duration = Duration(request, 3600);
        if (caller.Principal is RoleSession && duration > LongestChained)
            throw Invalid("The requested DurationSeconds exceeds the 1 hour session limit for roles assumed by role chaining");
        var role = await RoleAsync(request, duration, cancellationToken);
        var tags = request.Query.Structures("Tags").ToDictionary(tag => tag.Required("Key"), tag => tag["Value"] ?? "");
        var wish = Wish(request, role) with { Tags = tags };
        if (request.Query["SourceIdentity"] is { } source) wish = wish with { Keys = new Dictionary<string, string> { ["aws:SourceIdentity"] = source } };
        return Answer(request, Show(sessions.Begin(wish, TimeSpan.FromSeconds(duration)), role, wish.SessionName!), PackedSize(request));
    }

    private async Task<AwsResponse> AssumeRoleWithWebIdentityAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var identity = await verifier.VerifyAsync(request.Query["WebIdentityToken"], cancellationToken);
        var duration = Duration(request, 3600);
        var role = await RoleAsync(request, duration, cancellationToken);
        var wish = Wish(request, role) with { Keys = identity.Keys };
        return Answer(request, [
            .. Show(sessions.Begin(wish, TimeSpan.FromSeconds(duration)), role, wish.SessionName!),
            new XElement("SubjectFromWebIdentityToken", identity.Subject),
            new XElement("Audience", identity.Audience),
            new XElement("Provider", identity.Principal.Provider),
            .. PackedSize(request),
        ]);
    }

    private async Task<AwsResponse> GetCallerIdentityAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(request, cancellationToken);
        return Answer(request, new XElement("Arn", caller.Principal.Name), new XElement("UserId", caller.UserId), new XElement("Account", SandboxOptions.AccountId));
    }

    private async Task<AwsResponse> GetSessionTokenAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var caller = await callers.OfAsync(request, cancellationToken);
        // "You cannot call GetSessionToken with temporary credentials": of a role at least.
        if (caller.Principal is not (IamUser or RootUser)) throw new AwsException("AccessDenied", "Cannot call GetSessionToken with session credentials", StatusCodes.Status403Forbidden);
        var session = sessions.Begin(new SessionWish(caller.Principal.Name, null), TimeSpan.FromSeconds(Duration(request, 43200)));
        return Answer(request, Credentials(session));
    }

    private async Task<IamIdentity> RoleAsync(AwsRequest request, int duration, CancellationToken cancellationToken)
    {
        var arn = request.Query.Required("RoleArn");
        var role = (await identities.ReadAsync(cancellationToken)).RoleOf(arn)
            ?? throw new AwsException("AccessDenied", $"Not authorized to perform sts:{request.Operation}", StatusCodes.Status403Forbidden);
        var described = await iam.CallAsync("GetRole", cancellationToken, ("RoleName", role.Name));
        if (IamApi.Text(described, "MaxSessionDuration") is { } longest && duration > int.Parse(longest, CultureInfo.InvariantCulture))
            throw Invalid("The requested DurationSeconds exceeds the MaxSessionDuration set for this role.");
        return role;
    }

    private static SessionWish Wish(AwsRequest request, IamIdentity role)
    {
        var name = request.Query.Required("RoleSessionName");
        if (!SessionName().IsMatch(name))
            throw Invalid($"1 validation error detected: Value '{name}' at 'roleSessionName' failed to satisfy constraint: Member must satisfy regular expression pattern: [\\w+=,.@-]*");
        var policy = request.Query["Policy"];
        if (policy?.Length > LongestPolicy) throw new AwsException("PackedPolicyTooLarge", $"Packed size of session policy exceeds the limit: {policy.Length} of {LongestPolicy} characters");
        try
        {
            if (policy is not null) PolicyDocument.Parse(policy);
        }
        catch (MalformedPolicyException error)
        {
            throw new AwsException("MalformedPolicyDocument", error.Message);
        }

        return new SessionWish(role.Arn, name)
        {
            Policies = policy is null ? [] : [policy],
            PolicyArns = [.. request.Query.Structures("PolicyArns").Select(each => each.Required("arn"))],
        };
    }

    private static int Duration(AwsRequest request, int usual)
    {
        var seconds = request.Query.Number("DurationSeconds") ?? usual;
        return seconds >= ShortestSession ? seconds : throw Invalid($"1 validation error detected: Value '{seconds}' at 'durationSeconds' failed to satisfy constraint: Member must have value greater than or equal to {ShortestSession}");
    }

    private static XElement[] Show(SessionCredentials session, IamIdentity role, string name) =>
    [
        Credentials(session),
        new XElement("AssumedRoleUser", new XElement("AssumedRoleId", $"{role.Id}:{name}"), new XElement("Arn", new RoleSession(role.Arn, name).Name)),
    ];

    private static XElement Credentials(SessionCredentials session) => new("Credentials",
        new XElement("AccessKeyId", session.AccessKeyId),
        new XElement("SecretAccessKey", session.SecretAccessKey),
        new XElement("SessionToken", session.Token),
        new XElement("Expiration", session.ExpiresAt.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)));

    // How much of the room for policies and tags is taken, in percent; shown when there are any.
    private static XElement[] PackedSize(AwsRequest request)
    {
        var size = (request.Query["Policy"]?.Length ?? 0) + request.Query.Structures("Tags").Sum(tag => tag.Required("Key").Length + (tag["Value"]?.Length ?? 0));
        return size == 0 ? [] : [new XElement("PackedPolicySize", Math.Max(1, size * 100 / LongestPolicy))];
    }

    private static AwsResponse Answer(AwsRequest request, params object?[] content) => AwsResponse.Xml(request, Ns, content);

    private static AwsException Invalid(string message) => new("ValidationError", message);

    [GeneratedRegex(@"^[\w+=,.@-]{2,64}$")]
    private static partial Regex SessionName();
}
