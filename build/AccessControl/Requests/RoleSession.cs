using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Requests;

/// <summary>A session of a role.</summary>
/// <param name="RoleArn">The role, with its path.</param>
/// <param name="SessionName">The session; null for the role as such, which simulations take for any session of it.</param>
public sealed record RoleSession(string RoleArn, string? SessionName) : Principal(SessionName is null ? RoleArn : SessionArn(RoleArn, SessionName), AccountOf(RoleArn))
{
    private readonly bool _isPathUnknown;

    private RoleSession(string roleArn, string sessionName, bool isPathUnknown) : this(roleArn, sessionName) => _isPathUnknown = isPathUnknown;

    /// <summary>The session of an ARN, which does not have the role's path: a role of any path is taken for its.</summary>
    public static RoleSession OfArn(string sessionArn)
    {
        var parts = sessionArn.Split(':', 6);
        return parts is ["arn", var partition, "sts", _, var account, var resource] && resource.Split('/') is ["assumed-role", var role, var session]
            ? new RoleSession($"arn:{partition}:iam::{account}:role/{role}", session, true)
            : throw new FormatException($"'{sessionArn}' is no ARN of a role's session.");
    }

    /// <inheritdoc />
    internal override PrincipalMatch MatchOf(string written)
    {
        if (SessionName is not null && written == Name) return PrincipalMatch.Direct;
        return written == RoleArn || written == UniqueId || (_isPathUnknown && IsOfOtherPath(written)) ? PrincipalMatch.Behind : PrincipalMatch.None;
    }

    private bool IsOfOtherPath(string written)
    {
        var role = RoleArn.AsSpan(RoleArn.IndexOf('/', StringComparison.Ordinal));
        var prefix = RoleArn.AsSpan(0, RoleArn.Length - role.Length + 1);
        return written.AsSpan().StartsWith(prefix) && written.AsSpan().EndsWith(role);
    }

    private static string SessionArn(string roleArn, string sessionName)
    {
        var parts = roleArn.Split(':');
        return $"arn:{parts[1]}:sts::{parts[4]}:assumed-role/{roleArn[(roleArn.LastIndexOf('/') + 1)..]}/{sessionName}";
    }
}
