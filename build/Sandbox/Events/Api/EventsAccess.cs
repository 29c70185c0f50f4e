using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Events.Api;

/// <summary>What requests to EventBridge need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazoneventbridge.html</summary>
internal sealed class EventsAccess() : ServiceAccess("events")
{
    public static ServiceAccess Create() => new EventsAccess
    {
        Names = new Dictionary<string, string[]> { ["event-bus/EventBusName"] = ["Entries.EventBusName", "EventBusName"] },
        PassedRoles = new Dictionary<string, PassedRole> { ["PutTargets"] = new("events.amazonaws.com", "Targets.RoleArn"), ["PutRule"] = new("events.amazonaws.com", "RoleArn") },
        Keys = new Dictionary<string, string[]> { ["events:source"] = ["Entries.Source"], ["events:detail-type"] = ["Entries.DetailType"], ["events:TargetArn"] = ["Targets.Arn"] },
    };

    // The name of a rule is called Rule where targets are meant.
    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        var bus = facts.First("EventBusName") is { } name ? name[(name.LastIndexOf('/') + 1)..] : "default";
        switch (type.Name)
        {
            case "rule-on-default-event-bus" when bus == "default":
                return [.. Rules(facts).Select(rule => facts.Request.Arn("events", $"rule/{rule}")), .. base.ArnsOf(type, facts)];
            case "rule-on-custom-event-bus" when bus != "default":
                return [.. Rules(facts).Select(rule => facts.Request.Arn("events", $"rule/{bus}/{rule}")), .. base.ArnsOf(type, facts)];
            case "event-bus" when facts.Request.Operation == "PutEvents" && !facts.Has("Entries.EventBusName"):
                return [facts.Request.Arn("events", "event-bus/default")];
            case "event-bus" when facts.Request.Operation is "CreateEventBus" or "DeleteEventBus" or "DescribeEventBus":
                return [facts.Request.Arn("events", $"event-bus/{facts.First("Name") ?? "default"}")];
            default:
                return base.ArnsOf(type, facts);
        }
    }

    private static IReadOnlyList<string> Rules(RequestFacts facts) => facts.Of("Rule", facts.Request.Operation.EndsWith("Rule", StringComparison.Ordinal) ? "Name" : "Rule");
}
