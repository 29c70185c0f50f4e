using System.Text.RegularExpressions;
using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to EC2 need. Ids say by their prefix what they are of. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonec2.html</summary>
internal sealed partial class Ec2Access(Ec2Associations associations) : ServiceAccess("ec2")
{
    private static readonly Dictionary<string, string> Kinds = new(StringComparer.Ordinal)
    {
        ["vpc"] = "vpc", ["subnet"] = "subnet", ["sg"] = "security-group", ["sgr"] = "security-group-rule", ["rtb"] = "route-table", ["igw"] = "internet-gateway", ["nat"] = "natgateway",
        ["eipalloc"] = "elastic-ip", ["vpce"] = "vpc-endpoint", ["fl"] = "vpc-flow-log", ["eni"] = "network-interface", ["acl"] = "network-acl", ["pl"] = "prefix-list",
    };

    public static ServiceAccess Create(IServiceProvider provider) => new Ec2Access(provider.GetRequiredService<Ec2Associations>())
    {
        SilenceMeansAll = false,
        PassedRoles = new Dictionary<string, PassedRole> { ["CreateFlowLogs"] = new("vpc-flow-logs.amazonaws.com", "DeliverLogsPermissionArn") },
    };

    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var own = OwnNeed(facts);
        var connected = await associations.ConnectedAsync(facts.Request.Region, facts.Of("AssociationId"), cancellationToken);
        if (connected.Count > 0) own = own with { Resources = ResourcesOf(own.Action, facts, connected) };
        var needs = new List<AccessNeed> { own };
        if (facts.Request.Operation is not ("CreateTags" or "DeleteTags") && facts.Tags().Count > 0)
        {
            // What is made gets its tags in the same call: https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/supported-iam-actions-tagging.html
            var tagged = own.Resources.Where(arn => arn.EndsWith("/*", StringComparison.Ordinal)).ToList();
            needs.Add(new AccessNeed("ec2:CreateTags", tagged.Count > 0 ? tagged : own.Resources).With("ec2:CreateAction", facts.Request.Operation));
        }

        needs.AddRange(PassRoles(facts));
        return needs;
    }

    protected override IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts) => ResourcesOf(action, facts, []);

    private static List<string> ResourcesOf(string action, RequestFacts facts, IReadOnlyList<string> connected)
    {
        var reference = ServiceAuthorizationReference.Shared.FindAction(action);
        if (reference is null || reference.HasNoResources) return ["*"];
        var named = facts.All.Concat(connected).Select(text => Id().Match(text)).Where(match => match.Success && Kinds.ContainsKey(match.Groups["kind"].Value))
            .Select(match => (Type: Kinds[match.Groups["kind"].Value], Id: match.Value)).Distinct().ToList();
        var isNew = facts.Request.Operation.StartsWith("Create", StringComparison.Ordinal) || facts.Request.Operation.StartsWith("Allocate", StringComparison.Ordinal);
        var resources = new List<string>();
        foreach (var type in reference.ResourceTypes)
        {
            var ids = named.Where(each => each.Type == type.Type).Select(each => each.Id).ToList();
            // What the call makes has no id yet.
            if (ids.Count == 0 && type.Required) ids.Add("*");
            resources.AddRange(ids.Select(id => facts.Request.Arn("ec2", $"{type.Type}/{id}")));
        }

        if (resources.Count == 0 && isNew) return ["*"];
        return resources.Count > 0 ? resources : ["*"];
    }

    [GeneratedRegex("^(?<kind>[a-z]+)-[0-9a-f]+$")]
    private static partial Regex Id();
}
