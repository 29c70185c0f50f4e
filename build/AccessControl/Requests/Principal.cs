using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Requests;

/// <summary>Who sends a request.</summary>
/// <param name="Name">As refusals call it: its ARN, or the name of a service.</param>
/// <param name="Account">The account that it belongs to; null for services, identities of others and nobody.</param>
public abstract record Principal(string Name, string? Account)
{
    /// <summary>The unique id of the user or role, which stands in policies whose principal was deleted: <c>AROA…</c>.</summary>
    public string? UniqueId { get; init; }

    /// <summary>The canonical user id of its account.</summary>
    public string? CanonicalUserId { get; init; }

    /// <summary>Reads an ARN of a user, a role, a session, a federated user or an account's root, or the name of a service.</summary>
    /// <exception cref="FormatException">It is none of them.</exception>
    public static Principal Parse(string text) => text.Split(':', 6) switch
    {
        ["arn", _, "iam", _, var account, "root"] => new RootUser(text, account),
        ["arn", _, "iam", _, _, ['u', 's', 'e', 'r', '/', _, ..]] => new IamUser(text),
        ["arn", _, "iam", _, _, ['r', 'o', 'l', 'e', '/', _, ..]] => new RoleSession(text, null),
        ["arn", _, "sts", _, _, var resource] when resource.Split('/') is ["assumed-role", _, _] => RoleSession.OfArn(text),
        ["arn", _, "sts", _, _, var resource] when resource.Split('/') is ["federated-user", _] => new FederatedUser(text),
        [var name] when name.EndsWith(".amazonaws.com", StringComparison.Ordinal) || name.EndsWith(".amazonaws.com.cn", StringComparison.Ordinal) => new ServicePrincipal(name),
        _ => throw new FormatException($"'{text}' is no principal: write the ARN of a user, role, session or root, or the name of a service."),
    };

    /// <summary>How an ARN or unique id in a policy means it.</summary>
    internal virtual PrincipalMatch MatchOf(string written) => written == Name || written == UniqueId ? PrincipalMatch.Direct : PrincipalMatch.None;

    private protected static string AccountOf(string arn) => arn.Split(':') is [_, _, _, _, var account, ..] ? account : throw new FormatException($"'{arn}' is no ARN.");
}

/// <summary>The root user of an account.</summary>
public sealed record RootUser(string Arn, string AccountId) : Principal(Arn, AccountId)
{
    /// <summary>The one of an account.</summary>
    public static RootUser Of(string account, string partition = "aws") => new($"arn:{partition}:iam::{account}:root", account);
}

/// <summary>An IAM user.</summary>
public sealed record IamUser(string Arn) : Principal(Arn, AccountOf(Arn));

/// <summary>A federated user: a session of <c>GetFederationToken</c>.</summary>
public sealed record FederatedUser(string Arn) : Principal(Arn, AccountOf(Arn))
{
    /// <summary>The user who asked for the session; when it is not known, the user of the same name is taken.</summary>
    public string UserArn { get; init; } = Arn.Replace(":sts:", ":iam:", StringComparison.Ordinal).Replace(":federated-user/", ":user/", StringComparison.Ordinal);

    /// <inheritdoc />
    internal override PrincipalMatch MatchOf(string written) => written == Name ? PrincipalMatch.Direct : written == UserArn || written == UniqueId ? PrincipalMatch.Behind : PrincipalMatch.None;
}

/// <summary>A service that acts in its own name: <c>events.amazonaws.com</c>.</summary>
public sealed record ServicePrincipal(string Service) : Principal(Service, null);

/// <summary>Somebody whom an identity provider vouches for, who asks for a role: only the role's trust policy counts.</summary>
/// <param name="Provider">The ARN of the account's provider, or the host of one that AWS knows.</param>
/// <param name="Subject">As refusals call it.</param>
public sealed record ExternalIdentity(string Provider, string Subject) : Principal(Subject, null);

/// <summary>Nobody: the request is not signed.</summary>
public sealed record Anonymous() : Principal("anonymous", null);
