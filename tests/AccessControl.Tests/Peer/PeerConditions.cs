using System.Text.Json.Nodes;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>Makes conditions whose values are those of the request, or near to them.</summary>
internal sealed class PeerConditions(PeerRandom random, JsonObject context)
{
    private static readonly string[] Text = ["StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase", "StringLike", "StringNotLike"];
    private static readonly string[] Numeric = ["NumericEquals", "NumericNotEquals", "NumericLessThan", "NumericLessThanEquals", "NumericGreaterThan", "NumericGreaterThanEquals"];
    private static readonly string[] Date = ["DateEquals", "DateNotEquals", "DateLessThan", "DateLessThanEquals", "DateGreaterThan", "DateGreaterThanEquals"];
    private static readonly string[] Arn = ["ArnEquals", "ArnLike", "ArnNotEquals", "ArnNotLike"];

    public JsonObject Make()
    {
        var condition = new JsonObject();
        foreach (var _ in Enumerable.Range(0, 1 + random.Below(2)))
        {
            var (name, key, values) = random.Chance(30) ? OfList() : OfValue();
            if (random.Chance(10)) key = key.ToLowerInvariant();
            var keys = condition[name] as JsonObject ?? [];
            keys[key] = values.Count == 1 && random.Chance(60) ? JsonValue.Create(values[0]) : new JsonArray([.. values.Select(value => (JsonNode)value)]);
            condition[name] = keys;
        }

        return condition;
    }

    private (string Operator, string Key, List<string> Values) OfList()
    {
        var (key, known) = random.Of(PeerWorld.Lists);
        if (random.Chance(15)) return ("Null", key, [random.Of("true", "false")]);
        var set = random.Of("ForAllValues:", "ForAnyValue:", "");
        // IfExists with ForAnyValue and no key is true by AWS's documentation, false to the peer.
        var ifExists = (set != "ForAnyValue:" || context.ContainsKey(key)) && random.Chance(20) ? "IfExists" : "";
        var name = random.Of(Text);
        return (set + name + ifExists, key, random.Some(3, () => Near(random.Of(known), name)));
    }

    private (string Operator, string Key, List<string> Values) OfValue()
    {
        var (key, known) = random.Of(PeerWorld.Keys);
        if (random.Chance(10)) return ("Null", key, [random.Of("true", "false")]);
        var name = random.Of(OperatorsOf(key));
        var set = random.Chance(8) ? random.Of("ForAllValues:", "ForAnyValue:") : "";
        var ifExists = (set != "ForAnyValue:" || Has(key)) && random.Chance(25) ? "IfExists" : "";
        return (set + name + ifExists, key, random.Some(3, () => Near(random.Chance(60) && Actual(key) is { } actual ? actual : random.Of(known), name)));
    }

    private static string[] OperatorsOf(string key) => key switch
    {
        "aws:SourceArn" or "aws:PrincipalArn" => [.. Arn, "StringLike", "StringEquals"],
        "aws:SourceIp" => ["IpAddress", "NotIpAddress"],
        "aws:SecureTransport" => ["Bool"],
        "aws:CurrentTime" => Date,
        "s3:max-keys" => Numeric,
        "test:Bytes" => ["BinaryEquals"],
        _ => Text,
    };

    private string Near(string value, string name) => name switch
    {
        _ when name.StartsWith("Numeric", StringComparison.Ordinal) => random.Of(value, "10", "10.0", "50", "9.5"),
        _ when name.StartsWith("Date", StringComparison.Ordinal) => random.Of(value, "2026-07-01", "2026-07-01T14:00:00+02:00", "2026-12-31T23:59:59.000Z"),
        // To the peer an address without a length is a text, and 0.0.0.0/0 a single address.
        "IpAddress" or "NotIpAddress" => random.Of("203.0.113.0/24", "203.0.113.0/25", "10.0.0.0/8", "10.9.9.9/8", "2001:DB8:1234:5678::/64"),
        _ when name.StartsWith("Arn", StringComparison.Ordinal) => NearArn(value),
        "StringLike" or "StringNotLike" => random.Of(value, "*", value[..(value.Length / 2)] + "*", value[..1] + "?" + value[^(value.Length - 2)..], value.ToUpperInvariant(), Variable(value)),
        "Bool" or "BinaryEquals" => value,
        _ => random.Of(value, value, value.ToUpperInvariant(), value + "x", "*", Variable(value)),
    };

    private string NearArn(string arn)
    {
        var parts = arn.Split(':', 6);
        if (random.Chance(40)) parts[random.Of(2, 3, 4)] = "*";
        if (random.Chance(40)) parts[5] = random.Of("*", parts[5][..(parts[5].Length / 2)] + "*", parts[5][..^1] + "?", parts[5].ToUpperInvariant());
        return string.Join(':', parts);
    }

    // Only variables with a value: what one without does to negated operators is in the evaluator's README.
    private string Variable(string value)
    {
        var present = PeerWorld.Keys.Select(key => key.Key).Where(Has).ToList();
        if (present.Count == 0 || !random.Chance(40)) return value;
        var key = random.Of(present);
        return random.Of($"${{{key}}}", $"${{{key}, 'nobody'}}", "${test:Missing, 'blue'}", $"x${{{key}}}");
    }

    private string? Actual(string key) => context[key]?.GetValue<string>();

    private bool Has(string key) => context.Any(pair => string.Equals(pair.Key, key, StringComparison.OrdinalIgnoreCase));
}
