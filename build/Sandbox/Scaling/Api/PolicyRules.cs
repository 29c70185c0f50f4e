using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>What a scaling policy must look like.</summary>
internal static class PolicyRules
{
    private const string Step = "StepScaling";
    private const string Tracking = "TargetTrackingScaling";
    private const string RequestCount = "ALBRequestCountPerTarget";
    private static readonly string[] PredefinedMetrics = ["ECSServiceAverageCPUUtilization", "ECSServiceAverageMemoryUtilization", RequestCount];
    private static readonly string[] Adjustments = ["ChangeInCapacity", "PercentChangeInCapacity", "ExactCapacity"];

    /// <summary>The name of a type's configuration.</summary>
    public static string ConfigurationOf(string type) => type == Step ? "StepScalingPolicyConfiguration" : "TargetTrackingScalingPolicyConfiguration";

    /// <summary>Reads a policy's type and configuration.</summary>
    /// <exception cref="AwsException">It makes no sense; the message says why.</exception>
    public static (string Type, JsonObject Configuration) Read(JsonObject input)
    {
        var type = input.Text("PolicyType") ?? Step;
        if (type is not (Step or Tracking))
        {
            throw ScalingErrors.Invalid($"1 validation error detected: Value '{type}' at 'policyType' failed to satisfy constraint: "
                + $"Member must satisfy enum value set: [{Step}, {Tracking}]");
        }

        var name = ConfigurationOf(type);
        if (input[name] is not JsonObject configuration) throw ScalingErrors.Invalid($"{name} must be specified for a policy of type {type}.");
        if (type == Step) DemandSteps(configuration);
        else DemandTracking(configuration);
        return (type, configuration.DeepClone().AsObject());
    }

    private static void DemandTracking(JsonObject configuration)
    {
        if (!(configuration.Real("TargetValue") > 0)) throw ScalingErrors.Invalid("TargetValue must be greater than 0.");
        if (configuration.Number("ScaleInCooldown") < 0 || configuration.Number("ScaleOutCooldown") < 0) throw ScalingErrors.Invalid("A cooldown must not be negative.");
        switch (configuration["PredefinedMetricSpecification"], configuration["CustomizedMetricSpecification"])
        {
            case (JsonObject predefined, null):
                DemandPredefined(predefined);
                break;
            case (null, JsonObject customized):
                DemandCustomized(customized);
                break;
            default:
                throw ScalingErrors.Invalid("Exactly one of PredefinedMetricSpecification and CustomizedMetricSpecification must be specified.");
        }
    }

    private static void DemandPredefined(JsonObject metric)
    {
        var type = metric.Required("PredefinedMetricType");
        if (!PredefinedMetrics.Contains(type)) throw ScalingErrors.Invalid($"Predefined metric type {type} is not one of {ScalingArguments.Namespace}: {string.Join(", ", PredefinedMetrics)}.");
        if (type == RequestCount && !IsLabel(metric.Text("ResourceLabel")))
            throw ScalingErrors.Invalid($"{type} needs a ResourceLabel of the form app/<load balancer>/<id>/targetgroup/<target group>/<id>.");
        if (type != RequestCount && metric.Text("ResourceLabel") is not null) throw ScalingErrors.Invalid($"{type} takes no ResourceLabel.");
    }

    private static bool IsLabel(string? label) => label?.Split('/') is ["app", { Length: > 0 }, { Length: > 0 }, "targetgroup", { Length: > 0 }, { Length: > 0 }];

    private static void DemandCustomized(JsonObject metric)
    {
        var queries = metric.Structures("Metrics");
        if (queries.Count == 0)
        {
            foreach (var name in new[] { "MetricName", "Namespace", "Statistic" }) _ = metric.Required(name);
            return;
        }

        if (metric.Text("MetricName") is not null) throw ScalingErrors.Invalid("Either Metrics or MetricName may be specified, not both.");
        if (queries.DistinctBy(query => query.Required("Id")).Count() < queries.Count) throw ScalingErrors.Invalid("Every Id in Metrics must be unique.");
        if (queries.Any(query => query.Text("Expression") is null == query["MetricStat"] is null)) throw ScalingErrors.Invalid("Each of Metrics must have either an Expression or a MetricStat.");
        if (queries.Count(query => query.Flag("ReturnData") ?? true) != 1) throw ScalingErrors.Invalid("Exactly one of Metrics must have ReturnData true.");
    }

    private static void DemandSteps(JsonObject configuration)
    {
        var type = configuration.Required("AdjustmentType");
        if (!Adjustments.Contains(type)) throw ScalingErrors.Invalid($"AdjustmentType {type} is not one of {string.Join(", ", Adjustments)}.");
        var steps = configuration.Structures("StepAdjustments");
        if (steps.Count == 0) throw ScalingErrors.Invalid("At least one StepAdjustment must be specified.");
        var intervals = steps.Select(step => (
            From: step.Real("MetricIntervalLowerBound") ?? double.NegativeInfinity,
            To: step.Real("MetricIntervalUpperBound") ?? double.PositiveInfinity)).OrderBy(interval => interval.From).ToList();
        if (intervals.Exists(interval => interval.From >= interval.To)) throw ScalingErrors.Invalid("The lower bound of a StepAdjustment must be below its upper bound.");
        for (var index = 1; index < intervals.Count; index++)
            if (intervals[index].From != intervals[index - 1].To) throw ScalingErrors.Invalid("StepAdjustment intervals must neither overlap nor leave gaps.");
    }
}
