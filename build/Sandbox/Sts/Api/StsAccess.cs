using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Sts.Api;

/// <summary>What requests to STS need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awssecuritytokenservice.html</summary>
internal static class StsAccess
{
    public static ServiceAccess Create() => new("sts")
    {
        Keys = new Dictionary<string, string[]>
        {
            ["sts:ExternalId"] = ["ExternalId"], ["sts:RoleSessionName"] = ["RoleSessionName"], ["sts:SourceIdentity"] = ["SourceIdentity"], ["sts:TransitiveTagKeys"] = ["TransitiveTagKeys"],
        },
        TagAction = null,
    };
}
