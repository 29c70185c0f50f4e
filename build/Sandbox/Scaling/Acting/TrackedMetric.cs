using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Scaling.Model;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>The metric that a policy tracks, as CloudWatch has it.</summary>
/// <param name="Period">Of its values; those of the sandbox's own metrics come every ten seconds.</param>
/// <param name="Factor">By which a value is multiplied to be comparable with the target.</param>
internal sealed record TrackedMetric(string Namespace, string Name, IReadOnlyDictionary<string, string> Dimensions, string Statistic, TimeSpan Period, double Factor)
{
    private static readonly TimeSpan Own = TimeSpan.FromSeconds(10);

    /// <summary>The metric of a policy; null for one that is computed from others, which the sandbox keeps but does not follow.</summary>
    public static TrackedMetric? Of(ScalableTarget target, JsonObject configuration)
    {
        if (configuration["PredefinedMetricSpecification"] is JsonObject predefined) return Predefined(target, predefined);
        var given = configuration.Structure("CustomizedMetricSpecification");
        return given.Text("MetricName") is { } name
            ? new TrackedMetric(
                given.Text("Namespace")!, name, given.Structures("Dimensions").ToDictionary(dimension => dimension.Text("Name")!, dimension => dimension.Text("Value") ?? ""),
                given.Text("Statistic")!, TimeSpan.FromMinutes(1), 1)
            : null;
    }

    private static TrackedMetric Predefined(ScalableTarget target, JsonObject specification)
    {
        var type = specification.Text("PredefinedMetricType");
        if (specification.Text("ResourceLabel") is { } label)
        {
            var parts = label.Split('/');
            var dimensions = new Dictionary<string, string> { ["TargetGroup"] = string.Join('/', parts[3..]), ["LoadBalancer"] = string.Join('/', parts[..3]) };
            // The target is a count a minute.
            return new TrackedMetric("AWS/ApplicationELB", "RequestCountPerTarget", dimensions, "Sum", Own, TimeSpan.FromMinutes(1) / Own);
        }

        var name = type == "ECSServiceAverageMemoryUtilization" ? "MemoryUtilization" : "CPUUtilization";
        return new TrackedMetric("AWS/ECS", name, new Dictionary<string, string> { ["ClusterName"] = target.Cluster, ["ServiceName"] = target.Service }, "Average", Own, 1);
    }
}
