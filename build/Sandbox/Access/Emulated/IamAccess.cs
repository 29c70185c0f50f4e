using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Iam;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to IAM need: names are resolved to ARNs, which hold the path. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsidentityandaccessmanagementiam.html</summary>
internal sealed class IamAccess(IdentityDirectory identities) : ServiceAccess("iam")
{
    private static readonly string[] HeldByBoundary =
        ["AttachRolePolicy", "DeleteRolePolicy", "DetachRolePolicy", "PutRolePolicy", "PutRolePermissionsBoundary", "DeleteRolePermissionsBoundary"];

    public static ServiceAccess Create(IServiceProvider provider) => new IamAccess(provider.GetRequiredService<IdentityDirectory>())
    {
        Names = new Dictionary<string, string[]>
        {
            ["policy/PolicyNameWithPath"] = ["PolicyName"], ["UserNameWithPath"] = ["UserName"], ["GroupNameWithPath"] = ["GroupName"], ["InstanceProfileNameWithPath"] = ["InstanceProfileName"],
        },
        Keys = new Dictionary<string, string[]> { ["iam:PolicyARN"] = ["PolicyArn"], ["iam:AWSServiceName"] = ["AWSServiceName"] },
        TagAction = null,
    };

    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var snapshot = await identities.ReadAsync(cancellationToken);
        var own = OwnNeed(facts);
        var role = facts.First("RoleName") is { } name ? snapshot.RoleNamed(name) : null;
        if (role is not null) own = own with { Resources = [.. own.Resources.Select(arn => arn.EndsWith($":role/{role.Name}", StringComparison.Ordinal) ? role.Arn : arn)] };
        // The boundary that a new role is to have, or that an old one has.
        own = own.With("iam:PermissionsBoundary", facts.First("PermissionsBoundary") ?? (HeldByBoundary.Contains(facts.Request.Operation) ? role?.BoundaryArn : null));
        var needs = new List<AccessNeed> { own };
        var tag = facts.Request.Operation switch { "CreateRole" => "TagRole", "CreatePolicy" => "TagPolicy", "CreateUser" => "TagUser", "CreateOpenIDConnectProvider" => "TagOpenIDConnectProvider", _ => null };
        if (tag is not null && facts.Tags().Count > 0) needs.Add(new AccessNeed("iam:" + tag, own.Resources));
        return needs;
    }

    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        var path = facts.First("Path") ?? "/";
        var account = $"arn:aws:iam::{SandboxOptions.AccountId}:";
        return type.Name switch
        {
            "role" when facts.Request.Operation == "CreateServiceLinkedRole" => [$"{account}role/aws-service-role/{facts.First("AWSServiceName")}/*"],
            "role" => facts.Of("RoleName").Select(name => $"{account}role{path}{name}"),
            "policy" when facts.Request.Operation == "CreatePolicy" => facts.Of("PolicyName").Select(name => $"{account}policy{path}{name}"),
            // A policy within a role has no ARN of its own.
            "policy" => facts.Of("PolicyArn"),
            "oidc-provider" => facts.Of("OpenIDConnectProviderArn").Concat(facts.Of("Url").Select(url => $"{account}oidc-provider/{url.Replace("https://", "", StringComparison.Ordinal)}")),
            _ => base.ArnsOf(type, facts),
        };
    }
}
