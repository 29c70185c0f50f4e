using System.Text.Json.Nodes;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>
/// Makes cases: half of what policies say is near to what is asked for, so that decisions turn on one detail. It leaves out
/// what the peer and AWS's documentation are not at one about; the README of the evaluator lists that, other tests have it.
/// </summary>
internal sealed class PeerGenerator(ulong seed)
{
    private readonly PeerRandom _random = new(seed);

    public PeerCase Next()
    {
        var (service, actions, resources) = _random.Of(PeerWorld.Requests);
        var resource = _random.Of(resources);
        var made = new PeerCase(Principal(), _random.Of(actions), resource, AccountOf(resource), Context());
        var statements = new PeerStatements(_random, made, service);
        var isIdentity = made.Principal.StartsWith("arn:", StringComparison.Ordinal);
        if (isIdentity)
        {
            if (_random.Chance(90)) made.Identity.AddRange(_random.Some(2, () => statements.Policy(hasPrincipal: false)));
            if (_random.Chance(25)) made.Boundary = statements.Policy(hasPrincipal: false);
            // The peer lets session policies limit what names a session directly; AWS does not. So these have no such statement.
            if (made.Principal.Contains(":federated-user/", StringComparison.Ordinal) || (made.Principal.Contains(":assumed-role/", StringComparison.Ordinal) && _random.Chance(30))) made.Session = statements.Policy(hasPrincipal: false);
            if (_random.Chance(15)) made.ServiceControl.AddRange(_random.Some(2, () => _random.Some(2, () => statements.Policy(hasPrincipal: false))));
        }

        if (resource != "*" && (!isIdentity || _random.Chance(service is "kms" or "sts" ? 95 : 45))) made.ResourcePolicy = statements.Policy(hasPrincipal: true);
        if (_random.Chance(8)) made.ResourceControl.Add(statements.Policy(hasPrincipal: true));
        return made;
    }

    private string Principal() => _random.Below(20) switch
    {
        < 7 => _random.Of(PeerWorld.Users),
        < 15 => _random.Of(PeerWorld.Sessions),
        < 16 => _random.Of(PeerWorld.Federated),
        < 18 => _random.Of(PeerWorld.Services),
        < 19 => _random.Of(PeerWorld.Roles),
        _ => "anonymous",
    };

    private string AccountOf(string resource) => resource.Split(':') is [_, _, _, _, { Length: 12 } account, ..] ? account : _random.Chance(80) ? PeerWorld.Here : PeerWorld.There;

    private JsonObject Context()
    {
        var context = new JsonObject();
        foreach (var (key, values) in PeerWorld.Keys)
        {
            if (_random.Chance(65)) context[_random.Chance(10) ? key.ToUpperInvariant() : key] = _random.Of(values);
        }

        foreach (var (key, values) in PeerWorld.Lists)
        {
            if (_random.Chance(65)) context[key] = new JsonArray([.. _random.Some(3, () => _random.Of(values)).Select(value => (JsonNode)value)]);
        }

        return context;
    }
}
