using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Route53.Health;

/// <summary>The data behind an alarm, which Route 53 judges by itself: what the alarm's own state says does not count.</summary>
internal sealed class AlarmData(IEmulator emulator, TimeProvider time)
{
    private const string Target = "GraniteServiceVersion20100801.";
    private static readonly TimeSpan Window = TimeSpan.FromDays(1);

    /// <summary>Whether the newest value of a day is beyond the alarm's threshold; null without an alarm or values.</summary>
    public async Task<bool?> IsBreachedAsync(string region, string name, CancellationToken cancellationToken)
    {
        var found = await emulator.CallAsync(region, "monitoring", Target + "DescribeAlarms", new JsonObject { ["AlarmNames"] = new JsonArray(name) }, cancellationToken);
        if (found.Structures("MetricAlarms") is not [var alarm, ..]) return null;

        var now = time.GetUtcNow();
        var statistic = alarm.Text("Statistic") ?? "Average";
        var data = await emulator.CallAsync(region, "monitoring", Target + "GetMetricStatistics", new JsonObject
        {
            ["Namespace"] = alarm.Text("Namespace"),
            ["MetricName"] = alarm.Text("MetricName"),
            ["Dimensions"] = alarm["Dimensions"]?.DeepClone(),
            ["StartTime"] = AwsResponse.Epoch(now - Window),
            ["EndTime"] = AwsResponse.Epoch(now + TimeSpan.FromMinutes(1)),
            ["Period"] = alarm["Period"]?.DeepClone(),
            ["Statistics"] = new JsonArray(statistic),
        }, cancellationToken);
        // A minute in which two values were put is told by the later one only where the statistic allows: Maximum does not.
        return data.Structures("Datapoints").MaxBy(point => point["Timestamp"]!.GetValue<double>()) is { } newest
            ? IsBeyond(newest[statistic]!.GetValue<double>(), alarm.Text("ComparisonOperator"), alarm["Threshold"]!.GetValue<double>())
            : null;
    }

    private static bool IsBeyond(double value, string? comparison, double threshold) => comparison switch
    {
        "GreaterThanOrEqualToThreshold" => value >= threshold,
        "GreaterThanThreshold" => value > threshold,
        "LessThanThreshold" => value < threshold,
        "LessThanOrEqualToThreshold" => value <= threshold,
        _ => throw AwsException.NotServed($"health checks of alarms that compare by {comparison}"),
    };
}
