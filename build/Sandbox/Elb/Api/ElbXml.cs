using System.Xml.Linq;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>The model as DescribeX answers show it.</summary>
internal static class ElbXml
{
    /// <summary>Namespace of every answer.</summary>
    public static readonly XNamespace Namespace = "http://elasticloadbalancing.amazonaws.com/doc/2015-12-01/";

    public static XElement Of(LoadBalancer balancer, string dnsName) => new("member",
        new XElement("LoadBalancerArn", balancer.Arn),
        new XElement("LoadBalancerName", balancer.Name),
        new XElement("DNSName", dnsName),
        new XElement("CanonicalHostedZoneId", "Z215JYRZR1TBD5"),
        new XElement("CreatedTime", AwsResponse.Iso(balancer.CreatedAt)),
        new XElement("Scheme", balancer.Scheme),
        Optional("VpcId", balancer.VpcId),
        new XElement("State", new XElement("Code", "active")),
        new XElement("Type", balancer.Type),
        Zones(balancer),
        Strings("SecurityGroups", balancer.SecurityGroups),
        new XElement("IpAddressType", balancer.IpAddressType));

    public static XElement Zones(LoadBalancer balancer) => new("AvailabilityZones", balancer.Zones.Select(zone => new XElement("member",
        new XElement("ZoneName", zone.ZoneName),
        new XElement("SubnetId", zone.SubnetId),
        new XElement("LoadBalancerAddresses"))));

    public static XElement Of(TargetGroup group, IEnumerable<string> loadBalancerArns) => new("member",
        new XElement("TargetGroupArn", group.Arn),
        new XElement("TargetGroupName", group.Name),
        Optional("Protocol", group.Protocol),
        Optional("Port", group.Port),
        Optional("VpcId", group.VpcId),
        new XElement("HealthCheckProtocol", group.HealthCheck.Protocol),
        new XElement("HealthCheckPort", group.HealthCheck.Port),
        new XElement("HealthCheckEnabled", group.HealthCheck.Enabled),
        new XElement("HealthCheckIntervalSeconds", group.HealthCheck.IntervalSeconds),
        new XElement("HealthCheckTimeoutSeconds", group.HealthCheck.TimeoutSeconds),
        new XElement("HealthyThresholdCount", group.HealthCheck.HealthyThreshold),
        new XElement("UnhealthyThresholdCount", group.HealthCheck.UnhealthyThreshold),
        new XElement("HealthCheckPath", group.HealthCheck.Path),
        new XElement("Matcher", new XElement("HttpCode", group.HealthCheck.Matcher)),
        Strings("LoadBalancerArns", loadBalancerArns),
        new XElement("TargetType", group.TargetType),
        Optional("ProtocolVersion", group.ProtocolVersion),
        new XElement("IpAddressType", group.IpAddressType));

    public static XElement Of(Listener listener) => new("member",
        new XElement("ListenerArn", listener.Arn),
        new XElement("LoadBalancerArn", listener.LoadBalancerArn),
        new XElement("Port", listener.Port),
        new XElement("Protocol", listener.Protocol),
        listener.Certificates.Count == 0
            ? null
            : new XElement("Certificates", listener.Certificates.Select(arn => new XElement("member", new XElement("CertificateArn", arn)))),
        Optional("SslPolicy", listener.SslPolicy),
        new XElement("DefaultActions", listener.DefaultActions.Select(Of)),
        listener.Protocol == "HTTPS" ? new XElement("MutualAuthentication", new XElement("Mode", "off")) : null);

    public static XElement Of(Rule rule) => Rule(rule.Arn, rule.Priority.ToString(System.Globalization.CultureInfo.InvariantCulture), rule.Conditions, rule.Actions, isDefault: false);

    public static XElement DefaultRule(Listener listener) => Rule(listener.DefaultRuleArn, "default", [], listener.DefaultActions, isDefault: true);

    public static XElement Attributes(IEnumerable<KeyValuePair<string, string>> attributes) => new("Attributes", attributes
        .OrderBy(pair => pair.Key, StringComparer.Ordinal)
        .Select(pair => new XElement("member", new XElement("Key", pair.Key), new XElement("Value", pair.Value))));

    public static XElement Strings(string name, IEnumerable<string> values) => new(name, values.Select(value => new XElement("member", value)));

    public static XElement? Optional(string name, object? value) => value is null ? null : new XElement(name, value);

    private static XElement Rule(string arn, string priority, IEnumerable<RuleCondition> conditions, IEnumerable<RuleAction> actions, bool isDefault) => new("member",
        new XElement("RuleArn", arn),
        new XElement("Priority", priority),
        new XElement("Conditions", conditions.Select(Of)),
        new XElement("Actions", actions.Select(Of)),
        new XElement("IsDefault", isDefault));

    private static XElement Of(RuleAction action) => new("member",
        new XElement("Type", action.Type),
        Optional("Order", action.Order),
        action.Type == "forward" && action.TargetGroups.Count == 1 ? new XElement("TargetGroupArn", action.TargetGroups[0].Arn) : null,
        action.Type == "forward" ? Forward(action) : null,
        action.FixedResponse is not { } answer ? null : new XElement("FixedResponseConfig",
            Optional("MessageBody", answer.MessageBody),
            new XElement("StatusCode", answer.StatusCode),
            Optional("ContentType", answer.ContentType)),
        action.Redirect is not { } redirect ? null : new XElement("RedirectConfig",
            new XElement("Protocol", redirect.Protocol),
            new XElement("Port", redirect.Port),
            new XElement("Host", redirect.Host),
            new XElement("Path", redirect.Path),
            new XElement("Query", redirect.Query),
            new XElement("StatusCode", redirect.StatusCode)));

    private static XElement Forward(RuleAction action) => new("ForwardConfig",
        new XElement("TargetGroups", action.TargetGroups.Select(group => new XElement("member",
            new XElement("TargetGroupArn", group.Arn),
            new XElement("Weight", group.Weight)))),
        new XElement("TargetGroupStickinessConfig",
            new XElement("Enabled", action.Stickiness),
            Optional("DurationSeconds", action.StickinessSeconds)));

    private static XElement Of(RuleCondition condition)
    {
        var values = Strings("Values", condition.Values);
        return condition.Field switch
        {
            "path-pattern" => Condition(condition, values, new XElement("PathPatternConfig", values)),
            "host-header" => Condition(condition, values, new XElement("HostHeaderConfig", values)),
            "http-request-method" => Condition(condition, null, new XElement("HttpRequestMethodConfig", values)),
            "source-ip" => Condition(condition, null, new XElement("SourceIpConfig", values)),
            "http-header" => Condition(condition, null, new XElement("HttpHeaderConfig", new XElement("HttpHeaderName", condition.HeaderName), values)),
            _ => Condition(condition, null, new XElement("QueryStringConfig", new XElement("Values", condition.Values.Select(QueryPair)))),
        };
    }

    private static XElement Condition(RuleCondition condition, XElement? values, XElement config) =>
        new("member", new XElement("Field", condition.Field), values, config);

    private static XElement QueryPair(string value)
    {
        var split = value.IndexOf('=', StringComparison.Ordinal);
        return new XElement("member", split < 0 ? null : new XElement("Key", value[..split]), new XElement("Value", value[(split + 1)..]));
    }
}
