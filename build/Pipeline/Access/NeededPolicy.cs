using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Access;

/// <summary>A policy of an identity, as IAM takes it, made of what was asked for.</summary>
public sealed partial record NeededPolicy([property: JsonPropertyName("Statement")] IReadOnlyList<NeededStatement> Statement)
{
    /// <summary>The version of the language.</summary>
    [JsonPropertyName("Version")]
    public string Version { get; } = "2012-10-17";

    /// <summary>The smallest policy that allows the decisions: actions that need the same resources are one statement, and ids that AWS gives are <c>*</c>, since they are others next time.</summary>
    public static NeededPolicy Of(IEnumerable<AccessDecisionRecord> decisions) => new(
    [
        .. decisions.GroupBy(decision => decision.Action)
            .Select(group => (Action: group.Key, Resources: (string[])[.. group.SelectMany(decision => decision.Resources).Select(WithoutIds).Distinct().Order(StringComparer.Ordinal)]))
            .GroupBy(need => string.Join('\n', need.Resources))
            .Select(group => new NeededStatement([.. group.Select(need => need.Action).Order(StringComparer.Ordinal)], group.First().Resources))
            .OrderBy(statement => statement.Action[0], StringComparer.Ordinal),
    ]);

    private static string WithoutIds(string resource) => resource == "*" ? resource : GivenId().Replace(LogStream().Replace(resource, ":log-stream:*"), "*");

    /// <summary>A stream's name has the day and the instance in it.</summary>
    [GeneratedRegex(":log-stream:.*$")]
    private static partial Regex LogStream();

    /// <summary>UUIDs; 16 hexadecimal digits and more; EC2's ids (<c>subnet-0a1b…</c>); CodeDeploy's (<c>d-ABCDEFGHI</c>).</summary>
    [GeneratedRegex("[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}|(?<=[/:-])[0-9a-f]{16,}|(?<=/)d-[0-9A-Z]{9}$")]
    private static partial Regex GivenId();
}

/// <summary>A statement that allows.</summary>
public sealed record NeededStatement([property: JsonPropertyName("Action")] IReadOnlyList<string> Action, [property: JsonPropertyName("Resource")] IReadOnlyList<string> Resource)
{
    /// <summary>That it allows.</summary>
    [JsonPropertyName("Effect")]
    public string Effect { get; } = "Allow";
}
