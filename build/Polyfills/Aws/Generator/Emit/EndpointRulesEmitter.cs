using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Json;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>
/// A service's endpoint rules as nested ifs. Local names are the rules' own parameter names, so that a reference in a
/// rule is the same word in C#.
/// </summary>
internal static class EndpointRulesEmitter
{
    public static void AddResolve(SourceWriter code, IEnumerable<JsonObject> rules)
    {
        code.Add("""
            private static Endpoint Resolve(string Region, bool UseDualStack, bool UseFIPS, string Endpoint)
            {
            var PartitionResult = Region == null ? null : Fn.Partition(Region);
            """);
        foreach (var rule in rules) AddRule(code, rule);
        code.Add("""
            throw new AmazonClientException("Cannot resolve endpoint");
            }
            """);
    }

    private static void AddRule(SourceWriter code, JsonObject rule)
    {
        var conditions = (rule.Array("conditions") ?? []).Cast<JsonObject>().Select(Condition).ToList();
        code.Add($$"""
            if ({{(conditions.Count == 0 ? "true" : string.Join(" && ", conditions))}})
            {
            """);
        switch (rule.Text("type"))
        {
            case "error":
                code.Add($"throw new AmazonClientException({Expression(rule["error"])});");
                break;
            case "endpoint":
                code.Add($"return {Endpoint(rule.RequiredObject("endpoint"))};");
                break;
            default:
                foreach (var inner in (rule.Array("rules") ?? []).Cast<JsonObject>()) AddRule(code, inner);
                break;
        }

        code.Add("}");
    }

    /// <summary>Most endpoints are signed for the client's region; those of a service of all regions name theirs.</summary>
    private static string Endpoint(JsonObject endpoint)
    {
        var url = Expression(endpoint["url"]);
        var schemes = endpoint.Object("properties")?.Array("authSchemes") ?? [];
        var region = schemes.Cast<JsonObject>().FirstOrDefault(scheme => scheme.Text("name") == "sigv4")?["signingRegion"];
        return region is null ? $"new Endpoint({url})" : $"AwsEndpointProvider.SignedFor({Expression(region)}, {url})";
    }

    private static string Condition(JsonObject condition)
    {
        var arguments = condition.Array("argv") ?? [];
        return condition.Text("fn") switch
        {
            "isSet" => Expression(arguments[0]) + " != null",
            "booleanEquals" or "stringEquals" => $"{Expression(arguments[0])} == {Expression(arguments[1])}",
            "not" => $"!({Expression(arguments[0])})",
            "aws.partition" => "PartitionResult != null",
            var other => throw new NotSupportedException($"endpoint rules call the unknown function {other}"),
        };
    }

    private static string Expression(object? value) => value switch
    {
        bool flag => flag ? "true" : "false",
        string text when text.IndexOf('{') < 0 => Naming.Literal(text),
        // "{PartitionResult#dnsSuffix}" is the C# interpolation {PartitionResult.dnsSuffix}.
        string text => "$" + Naming.Literal(text.Replace('#', '.')),
        JsonObject reference when reference.Text("ref") is { } name => name,
        JsonObject call when call.Text("fn") == "getAttr" => $"{Expression(call.Array("argv")![0])}.{call.Array("argv")![1]}",
        JsonObject call => Condition(call),
        _ => throw new NotSupportedException("endpoint rules hold a value of an unknown kind"),
    };
}
