using System.Globalization;
using System.Xml.Linq;
using Notejam.Sandbox.Elb.Model;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Elb.Api;

/// <summary>Operations on listeners' rules.</summary>
internal sealed class RuleOperations(ElbStore store, TrafficPlane traffic) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("CreateRule", CreateAsync),
        new("DescribeRules", Describe),
        new("ModifyRule", ModifyAsync),
        new("DeleteRule", DeleteAsync),
        new("SetRulePriorities", SetPrioritiesAsync),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var actions = ElbArguments.Actions(query, "Actions");
        var conditions = ElbArguments.Conditions(query);
        var priority = int.Parse(query.Required("Priority"), CultureInfo.InvariantCulture);
        var response = store.Write(request.Region, region =>
        {
            var listener = region.Listener(query.Required("ListenerArn"));
            region.RequireTargetGroups(actions);
            RequireFree(region, listener, priority, except: null);
            var path = listener.Arn[(listener.Arn.IndexOf("listener/", StringComparison.Ordinal) + "listener/".Length)..];
            var rule = new Rule
            {
                Arn = request.Arn("elasticloadbalancing", $"listener-rule/{path}/{ElbIds.New()}"),
                ListenerArn = listener.Arn,
                Priority = priority,
                Conditions = conditions,
                Actions = actions,
                Tags = ElbArguments.Tags(query),
            };
            region.Rules[rule.Arn] = rule;
            return Show(request, [ElbXml.Of(rule)]);
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private AwsResponse Describe(AwsRequest request)
    {
        var arns = request.Query.Strings("RuleArns");
        return store.Read(request.Region, region =>
        {
            if (request.Query["ListenerArn"] is { } listenerArn)
            {
                var listener = region.Listener(listenerArn);
                return Show(request, [.. region.RulesOf(listener).Select(ElbXml.Of), ElbXml.DefaultRule(listener)]);
            }

            return Show(request, arns.Select(arn =>
                region.Listeners.Values.FirstOrDefault(listener => listener.DefaultRuleArn == arn) is { } listener
                    ? ElbXml.DefaultRule(listener)
                    : ElbXml.Of(region.Rule(arn))));
        });
    }

    private async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var actions = query.Has("Actions") ? ElbArguments.Actions(query, "Actions") : null;
        var conditions = query.Has("Conditions") ? ElbArguments.Conditions(query) : null;
        var response = store.Write(request.Region, region =>
        {
            var rule = region.Rule(query.Required("RuleArn"));
            region.RequireTargetGroups(actions ?? []);
            rule.Actions = actions ?? rule.Actions;
            rule.Conditions = conditions ?? rule.Conditions;
            return Show(request, [ElbXml.Of(rule)]);
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private async Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        store.Write(request.Region, region => region.Rules.Remove(region.Rule(request.Query.Required("RuleArn")).Arn));
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return Xml(request);
    }

    private async Task<AwsResponse> SetPrioritiesAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var pairs = request.Query.Structures("RulePriorities")
            .ToDictionary(pair => pair.Required("RuleArn"), pair => int.Parse(pair.Required("Priority"), CultureInfo.InvariantCulture));
        var response = store.Write(request.Region, region =>
        {
            foreach (var (arn, priority) in pairs)
                RequireFree(region, region.Listener(region.Rule(arn).ListenerArn), priority, except: pairs);
            foreach (var (arn, priority) in pairs) region.Rule(arn).Priority = priority;
            return Show(request, pairs.Keys.Select(arn => ElbXml.Of(region.Rule(arn))));
        });
        await traffic.RefreshAsync(request.Region, cancellationToken);
        return response;
    }

    private static void RequireFree(ElbRegion region, Listener listener, int priority, Dictionary<string, int>? except)
    {
        if (region.RulesOf(listener).Any(rule => rule.Priority == priority && except?.ContainsKey(rule.Arn) != true))
            throw new AwsException("PriorityInUse", $"Priority '{priority}' is currently in use");
    }

    private static AwsResponse Show(AwsRequest request, IEnumerable<XElement> rules) => Xml(request, new XElement("Rules", rules));

    private static AwsResponse Xml(AwsRequest request, params object?[] result) => AwsResponse.Xml(request, ElbXml.Namespace, result);
}
