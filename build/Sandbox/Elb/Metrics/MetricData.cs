using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb.Metrics;

/// <summary>Counts as CloudWatch takes them.</summary>
internal static class MetricData
{
    /// <summary>The data of one bucket. As on AWS, a count that is zero is left out.</summary>
    public static IEnumerable<JsonNode> Of(MetricKey key, TrafficCount count)
    {
        JsonNode Sum(string name, int value) => Value(name, "Count", key.LoadBalancerArn, key.TargetGroupArn, key.Start, value);

        if (count.Requests > 0) yield return Sum("RequestCount", count.Requests);
        for (var statusClass = 2; statusClass <= 5; statusClass++)
        {
            if (count.Target(statusClass) > 0) yield return Sum($"HTTPCode_Target_{statusClass}XX_Count", count.Target(statusClass));
            if (statusClass > 2 && count.Own(statusClass) > 0) yield return Sum($"HTTPCode_ELB_{statusClass}XX_Count", count.Own(statusClass));
        }

        if (count.Answers == 0) yield break;
        var time = Datum("TargetResponseTime", "Seconds", key.LoadBalancerArn, key.TargetGroupArn, key.Start);
        time["StatisticValues"] = new JsonObject
        {
            ["SampleCount"] = count.Answers,
            ["Sum"] = count.TotalSeconds,
            ["Minimum"] = count.Fastest,
            ["Maximum"] = count.Slowest,
        };
        yield return time;
    }

    /// <summary>A single value.</summary>
    public static JsonNode Value(string name, string unit, string loadBalancerArn, string? targetGroupArn, DateTimeOffset moment, double value)
    {
        var datum = Datum(name, unit, loadBalancerArn, targetGroupArn, moment);
        datum["Value"] = value;
        return datum;
    }

    private static JsonObject Datum(string name, string unit, string loadBalancerArn, string? targetGroupArn, DateTimeOffset moment)
    {
        var dimensions = new JsonArray(Dimension("LoadBalancer", loadBalancerArn.Split(":loadbalancer/")[1]));
        if (targetGroupArn is not null) dimensions.Insert(0, Dimension("TargetGroup", targetGroupArn.Split(':')[5]));
        return new JsonObject
        {
            ["MetricName"] = name,
            ["Unit"] = unit,
            ["Timestamp"] = AwsResponse.Epoch(moment),
            ["Dimensions"] = dimensions,
        };
    }

    private static JsonObject Dimension(string name, string value) => new JsonObject { ["Name"] = name, ["Value"] = value };
}
