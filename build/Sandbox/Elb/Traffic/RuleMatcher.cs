using System.Net;
using Notejam.Sandbox.Elb.Model;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>Whether a request meets a rule's conditions.</summary>
internal static class RuleMatcher
{
    /// <summary>All conditions must hold, each by any of its values.</summary>
    public static bool Matches(IReadOnlyList<RuleCondition> conditions, HttpRequest request)
    {
        foreach (var condition in conditions)
            if (!Holds(condition, request)) return false;
        return true;
    }

    private static bool Holds(RuleCondition condition, HttpRequest request) => condition.Field switch
    {
        "path-pattern" => condition.Values.Any(pattern => Glob.Matches(pattern, request.Path.Value ?? "/", ignoreCase: false)),
        "host-header" => condition.Values.Any(pattern => Glob.Matches(pattern, request.Host.Host, ignoreCase: true)),
        "http-request-method" => condition.Values.Contains(request.Method),
        "http-header" => condition.Values.Any(pattern => request.Headers[condition.HeaderName ?? ""].Any(value => Glob.Matches(pattern, value ?? "", ignoreCase: true))),
        "query-string" => condition.Values.Any(pair => HasPair(pair, request.Query)),
        "source-ip" => request.HttpContext.Connection.RemoteIpAddress is { } address && condition.Values.Any(range => IPNetwork.Parse(range).Contains(address)),
        _ => false,
    };

    private static bool HasPair(string pair, IQueryCollection query)
    {
        var split = pair.IndexOf('=', StringComparison.Ordinal);
        var key = split < 0 ? "*" : pair[..split];
        var value = pair[(split + 1)..];
        return query.Any(given => Glob.Matches(key, given.Key, ignoreCase: true) && given.Value.Any(text => Glob.Matches(value, text ?? "", ignoreCase: true)));
    }
}
