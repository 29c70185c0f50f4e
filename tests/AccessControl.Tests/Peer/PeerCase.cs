using System.Text.Json.Nodes;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>A request with all policies that are about it, as JSON for the peer and as objects for ours.</summary>
internal sealed record PeerCase(string Principal, string Action, string Resource, string Account, JsonObject Context)
{
    public List<JsonObject> Identity { get; init; } = [];

    public JsonObject? Boundary { get; set; }

    public JsonObject? Session { get; set; }

    public JsonObject? ResourcePolicy { get; set; }

    public List<List<JsonObject>> ServiceControl { get; init; } = [];

    public List<JsonObject> ResourceControl { get; init; } = [];

    /// <summary>The case as the peer reads it.</summary>
    public string ToJson() => new JsonObject
    {
        ["principal"] = Principal,
        ["action"] = Action,
        ["resource"] = Resource,
        ["account"] = Account,
        ["context"] = Context.DeepClone(),
        ["identity"] = List(Identity),
        ["boundary"] = Boundary?.DeepClone(),
        ["session"] = Session?.DeepClone(),
        ["resourcePolicy"] = ResourcePolicy?.DeepClone(),
        ["serviceControl"] = new JsonArray([.. ServiceControl.Select(List)]),
        ["resourceControl"] = List(ResourceControl),
    }.ToJsonString();

    /// <summary>What we decide.</summary>
    public AccessDecision Decide()
    {
        var kind = Resource.Contains(":key/", StringComparison.Ordinal) ? ResourcePolicyKind.KmsKey : Action.StartsWith("sts:", StringComparison.Ordinal) ? ResourcePolicyKind.RoleTrust : ResourcePolicyKind.Resource;
        var resource = new RequestedResource(Resource, Account)
        {
            Policy = ResourcePolicy is null && kind != ResourcePolicyKind.KmsKey ? null : new ResourcePolicy(kind, ResourcePolicy is null ? null : Compile("resource", ResourcePolicy)),
            ControlPolicies = Compile(ResourceControl),
        };
        var policies = new PrincipalPolicies
        {
            Identity = Compile(Identity),
            Boundary = Boundary is null ? null : Compile("boundary", Boundary),
            Session = Session is null ? [] : [Compile("session", Session)],
            ServiceControl = [.. ServiceControl.Select(Compile)],
        };
        return AccessEvaluator.Decide(new AccessRequest(Principal == "anonymous" ? new Anonymous() : AccessControl.Requests.Principal.Parse(Principal), Action, resource, ReadContext()), policies);
    }

    private RequestContext ReadContext() => RequestContext.Of(Context.Select(pair => KeyValuePair.Create(pair.Key, pair.Value is JsonArray list ? ContextValue.Of([.. list.Select(item => item!.GetValue<string>())]) : ContextValue.Of(pair.Value!.GetValue<string>()))));

    private static JsonArray List(IEnumerable<JsonObject> policies) => new([.. policies.Select(policy => policy.DeepClone())]);

    private static IReadOnlyList<Policy> Compile(IEnumerable<JsonObject> policies) => [.. policies.Select((policy, index) => Compile($"{index}", policy))];

    private static Policy Compile(string name, JsonObject policy) => Policy.Parse(name, policy.ToJsonString());
}
