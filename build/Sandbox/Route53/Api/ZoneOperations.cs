using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Route53.Api;

/// <summary>Route 53's operations on hosted zones, records and tags, which the emulator keeps.</summary>
internal sealed class ZoneOperations(IEmulator emulator) : IOperations
{
    private const string Version = "/2013-04-01";

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        Forward("CreateHostedZone", "POST", "/hostedzone"),
        Forward("ListHostedZones", "GET", "/hostedzone"),
        Forward("GetHostedZone", "GET", "/hostedzone/{zone}"),
        Forward("DeleteHostedZone", "DELETE", "/hostedzone/{zone}"),
        Forward("UpdateHostedZoneComment", "POST", "/hostedzone/{zone}"),
        Forward("GetHostedZoneCount", "GET", "/hostedzonecount"),
        Forward("ListHostedZonesByName", "GET", "/hostedzonesbyname"),
        Forward("ListHostedZonesByVPC", "GET", "/hostedzonesbyvpc"),
        Forward("ChangeResourceRecordSets", "POST", "/hostedzone/{zone}/rrset"),
        Forward("ListResourceRecordSets", "GET", "/hostedzone/{zone}/rrset"),
        Forward("AssociateVPCWithHostedZone", "POST", "/hostedzone/{zone}/associatevpc"),
        Forward("DisassociateVPCFromHostedZone", "POST", "/hostedzone/{zone}/disassociatevpc"),
        Forward("GetDNSSEC", "GET", "/hostedzone/{zone}/dnssec"),
        Forward("GetChange", "GET", "/change/{change}"),
        Forward("ChangeTagsForResource", "POST", "/tags/{type}/{resource}"),
        Forward("ListTagsForResource", "GET", "/tags/{type}/{resource}"),
        Forward("ListTagsForResources", "POST", "/tags/{type}"),
        Forward("CreateQueryLoggingConfig", "POST", "/queryloggingconfig"),
        Forward("ListQueryLoggingConfigs", "GET", "/queryloggingconfig"),
        Forward("GetQueryLoggingConfig", "GET", "/queryloggingconfig/{config}"),
        Forward("DeleteQueryLoggingConfig", "DELETE", "/queryloggingconfig/{config}"),
        Forward("CreateReusableDelegationSet", "POST", "/delegationset"),
        Forward("ListReusableDelegationSets", "GET", "/delegationset"),
        Forward("GetReusableDelegationSet", "GET", "/delegationset/{set}"),
        Forward("DeleteReusableDelegationSet", "DELETE", "/delegationset/{set}"),
    ];

    private Operation Forward(string name, string method, string path) => Operation.Forwarded(name, $"{method} {Version}{path}", emulator);
}
