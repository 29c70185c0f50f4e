using System.Text.Json.Nodes;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>Makes policies that are about a case, or nearly.</summary>
internal sealed class PeerStatements(PeerRandom random, PeerCase about, string service)
{
    private readonly PeerConditions _conditions = new(random, about.Context);

    public JsonObject Policy(bool hasPrincipal)
    {
        var statements = random.Some(3, () => Statement(hasPrincipal));
        return new JsonObject { ["Version"] = "2012-10-17", ["Statement"] = statements.Count == 1 && random.Chance(30) ? statements[0] : new JsonArray([.. statements]) };
    }

    private JsonObject Statement(bool hasPrincipal)
    {
        var statement = new JsonObject { ["Effect"] = random.Chance(80) ? "Allow" : "Deny" };
        if (hasPrincipal)
        {
            // The peer does not take Allow with NotPrincipal for a direct grant in the same way as "*": see the generator.
            var isNegated = about.Session is null && random.Chance(12);
            statement[isNegated ? "NotPrincipal" : "Principal"] = Principals(isNegated);
        }

        var isAction = random.Chance(85);
        statement[isAction ? "Action" : "NotAction"] = OneOrMore(() => Action(near: isAction ? 75 : 25));
        // A trust policy has no resource.
        if (!hasPrincipal || service != "sts")
        {
            var isResource = random.Chance(85);
            statement[isResource ? "Resource" : "NotResource"] = OneOrMore(() => Resource(near: isResource ? 75 : 25));
        }

        if (random.Chance(45)) statement["Condition"] = _conditions.Make();
        return statement;
    }

    private JsonNode OneOrMore(Func<string> make)
    {
        var values = random.Some(2, make);
        return values.Count == 1 && random.Chance(50) ? JsonValue.Create(values[0])! : new JsonArray([.. values.Select(value => (JsonNode)value)]);
    }

    private JsonNode Principals(bool isNegated)
    {
        if (!isNegated && about.Session is null && random.Chance(25)) return random.Chance(50) ? "*" : new JsonObject { ["AWS"] = "*" };
        if (about.Principal.EndsWith(".com", StringComparison.Ordinal) ? random.Chance(75) : random.Chance(8)) return new JsonObject { ["Service"] = OneOrMore(() => random.Of(PeerWorld.Services)) };
        return new JsonObject { ["AWS"] = OneOrMore(AwsPrincipal) };
    }

    private string AwsPrincipal()
    {
        string[] others = about.Session is null ? [.. PeerWorld.Users, .. PeerWorld.Sessions, .. PeerWorld.Federated] : PeerWorld.Users;
        return random.Below(10) switch
        {
            < 4 => random.Of(PeerWorld.Accounts),
            < 7 => random.Of(PeerWorld.Roles),
            _ => random.Of(others),
        };
    }

    private string Action(int near)
    {
        if (!random.Chance(near)) return random.Of("s3:ListBucket", "ecs:*", "kms:Describe*", "sns:Publish", "iam:*", "logs:PutLogEvents");
        var name = about.Action[(service.Length + 1)..];
        return random.Below(8) switch
        {
            0 => "*",
            1 => service + ":*",
            2 => $"{service}:{name[..(name.Length / 2)]}*",
            3 => $"{service}:*{name[3..]}",
            4 => about.Action.ToUpperInvariant(),
            5 => $"{service}:?{name[1..]}",
            6 => $"{service}:{name}?",
            _ => about.Action,
        };
    }

    private string Resource(int near)
    {
        if (random.Chance(15)) return "*";
        var arn = random.Chance(near) && about.Resource != "*" ? about.Resource : random.Of(random.Of(PeerWorld.Requests[..8]).Resources);
        var parts = arn.Split(':', 6);
        // The peer takes wildcards before the first / or : of the resource literally; AWS's own examples have them.
        var start = parts[2] == "s3" ? 0 : parts[5].IndexOfAny(['/', ':']) + 1;
        var (type, name) = (parts[5][..start], parts[5][start..]);
        name = random.Below(9) switch
        {
            0 => "*",
            1 => name[..(name.Length / 2)] + "*",
            2 => "*" + name[(name.Length / 2)..],
            3 => name.Length > 2 ? name[..1] + "?" + name[2..] : name,
            4 => name.ToUpperInvariant(),
            5 => name[..(name.Length / 2)] + "*" + name[^1..],
            6 when Has("aws:username") && about.Context["aws:username"] is not null => name.Replace("alice", "${aws:username}", StringComparison.Ordinal),
            _ => name,
        };
        if (random.Chance(25)) parts[3] = parts[3].Length == 0 ? "" : random.Of("*", "eu-*", "eu-central-?");
        if (random.Chance(15) && parts[4].Length > 0) parts[4] = random.Of("*", PeerWorld.Here, PeerWorld.There);
        return string.Join(':', [.. parts[..5], type + name]);
    }

    private bool Has(string key) => about.Context.ContainsKey(key);
}
