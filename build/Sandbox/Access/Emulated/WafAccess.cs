using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Access.Emulated;

/// <summary>What requests to WAF need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awswafv2.html</summary>
internal sealed class WafAccess() : ServiceAccess("wafv2")
{
    // Name and id are those of what the operation is about; the sets and groups in a web ACL's rules are there by their ARNs.
    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        var named = type.Name is not ("webacl" or "ipset") || facts.Request.Operation.Contains(type.Name, StringComparison.OrdinalIgnoreCase);
        // "regional" and "global" in ARNs are REGIONAL and CLOUDFRONT in requests: https://docs.aws.amazon.com/waf/latest/developerguide/security_iam_service-with-iam.html
        return named
            ? base.ArnsOf(type, facts).Select(arn => arn.Replace(":REGIONAL/", ":regional/", StringComparison.Ordinal).Replace(":CLOUDFRONT/", ":global/", StringComparison.Ordinal))
            : facts.All.Where(text => text.StartsWith("arn:", StringComparison.Ordinal) && type.Matches(text));
    }
}
