using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Reads the structures that several operations take.</summary>
internal static class ElbArguments
{
    /// <summary>Actions of a listener or a rule.</summary>
    /// <exception cref="AwsException">An action that the load balancer cannot do.</exception>
    public static List<RuleAction> Actions(QueryParameters query, string name) => [.. query.Structures(name).Select(Action)];

    /// <summary>Conditions of a rule.</summary>
    public static List<RuleCondition> Conditions(QueryParameters query) => [.. query.Structures("Conditions").Select(Condition)];

    /// <summary>Tags given at creation.</summary>
    public static Dictionary<string, string> Tags(QueryParameters query) =>
        query.Structures("Tags").ToDictionary(tag => tag.Required("Key"), tag => tag["Value"] ?? "");

    /// <summary>Attributes to set.</summary>
    public static Dictionary<string, string> Attributes(QueryParameters query) =>
        query.Structures("Attributes").ToDictionary(attribute => attribute.Required("Key"), attribute => attribute["Value"] ?? "");

    /// <summary>Health check settings: those given, the rest as they were.</summary>
    public static HealthCheck HealthCheck(QueryParameters query, HealthCheck before) => before with
    {
        Enabled = query.Bool("HealthCheckEnabled") ?? before.Enabled,
        Protocol = query["HealthCheckProtocol"] ?? before.Protocol,
        Port = query["HealthCheckPort"] ?? before.Port,
        Path = query["HealthCheckPath"] ?? before.Path,
        IntervalSeconds = query.Number("HealthCheckIntervalSeconds") ?? before.IntervalSeconds,
        TimeoutSeconds = query.Number("HealthCheckTimeoutSeconds") ?? before.TimeoutSeconds,
        HealthyThreshold = query.Number("HealthyThresholdCount") ?? before.HealthyThreshold,
        UnhealthyThreshold = query.Number("UnhealthyThresholdCount") ?? before.UnhealthyThreshold,
        Matcher = query["Matcher.HttpCode"] ?? before.Matcher,
    };

    private static RuleAction Action(QueryParameters action)
    {
        var type = action.Required("Type");
        return type switch
        {
            "forward" => Forward(action),
            "fixed-response" => new RuleAction
            {
                Type = type,
                Order = action.Number("Order"),
                FixedResponse = new FixedResponse(
                    action.Required("FixedResponseConfig.StatusCode"),
                    action["FixedResponseConfig.ContentType"],
                    action["FixedResponseConfig.MessageBody"]),
            },
            "redirect" => new RuleAction { Type = type, Order = action.Number("Order"), Redirect = RedirectOf(action.Under("RedirectConfig")) },
            _ => throw new AwsException("InvalidLoadBalancerAction", $"Action type '{type}' is not served by the sandbox; use forward, redirect or fixed-response"),
        };
    }

    private static RuleAction Forward(QueryParameters action)
    {
        var weighted = action.Structures("ForwardConfig.TargetGroups")
            .Select(group => new WeightedGroup(group.Required("TargetGroupArn"), group.Number("Weight") ?? 1))
            .ToList();
        if (weighted.Count == 0) weighted = [new WeightedGroup(action.Required("TargetGroupArn"), 1)];
        return weighted.Find(group => group.Weight is < 0 or > 999) is { } wrong
            ? throw new AwsException("ValidationError", $"Weight {wrong.Weight} of target group '{wrong.Arn}' must be between 0 and 999")
            : new RuleAction
            {
                Type = "forward",
                Order = action.Number("Order"),
                TargetGroups = weighted,
                Stickiness = action.Bool("ForwardConfig.TargetGroupStickinessConfig.Enabled") ?? false,
                StickinessSeconds = action.Number("ForwardConfig.TargetGroupStickinessConfig.DurationSeconds"),
            };
    }

    private static Redirect RedirectOf(QueryParameters config) => new(
        config["Protocol"] ?? "#{protocol}",
        config["Host"] ?? "#{host}",
        config["Port"] ?? "#{port}",
        config["Path"] ?? "/#{path}",
        config["Query"] ?? "#{query}",
        config.Required("StatusCode"));

    private static RuleCondition Condition(QueryParameters condition)
    {
        var field = condition["Field"] ?? FieldOfConfig(condition);
        var config = field switch
        {
            "path-pattern" => "PathPatternConfig",
            "host-header" => "HostHeaderConfig",
            "http-request-method" => "HttpRequestMethodConfig",
            "source-ip" => "SourceIpConfig",
            "http-header" => "HttpHeaderConfig",
            "query-string" => "QueryStringConfig",
            _ => throw new AwsException("ValidationError", $"Condition field '{field}' must be one of '[path-pattern, host-header, http-request-method, http-header, query-string, source-ip]'"),
        };
        if (field == "query-string")
        {
            var pairs = condition.Structures(config + ".Values").Select(pair => pair["Key"] is { } key ? $"{key}={pair["Value"]}" : pair["Value"] ?? "");
            return new RuleCondition(field, [.. pairs]);
        }

        var values = condition.Strings(config + ".Values");
        if (values.Count == 0) values = condition.Strings("Values");
        return new RuleCondition(field, [.. values], condition["HttpHeaderConfig.HttpHeaderName"]);
    }

    private static string FieldOfConfig(QueryParameters condition) =>
        condition.Has("PathPatternConfig") ? "path-pattern" : condition.Has("HostHeaderConfig") ? "host-header" : condition.Required("Field");
}
