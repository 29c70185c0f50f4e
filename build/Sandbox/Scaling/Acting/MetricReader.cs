using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Asks CloudWatch for the latest values of a metric.</summary>
internal sealed class MetricReader(IEmulator emulator, TimeProvider clock)
{
    private const int Periods = 4;

    /// <summary>The values of the latest periods that are over, newest first.</summary>
    /// <param name="since">Older values are left out.</param>
    public async Task<IReadOnlyList<double>> ReadAsync(string region, TrackedMetric metric, DateTimeOffset? since, CancellationToken cancellationToken)
    {
        var now = clock.GetUtcNow();
        var end = now - TimeSpan.FromTicks(now.Ticks % metric.Period.Ticks);
        var input = new JsonObject
        {
            ["Namespace"] = metric.Namespace,
            ["MetricName"] = metric.Name,
            ["Dimensions"] = JsonReading.Array(metric.Dimensions.Select(dimension => new JsonObject { ["Name"] = dimension.Key, ["Value"] = dimension.Value })),
            ["StartTime"] = AwsResponse.Epoch(end - Periods * metric.Period),
            ["EndTime"] = AwsResponse.Epoch(end),
            ["Period"] = (int)metric.Period.TotalSeconds,
            ["Statistics"] = new JsonArray(metric.Statistic),
        };
        var answer = await emulator.CallAsync(region, "monitoring", "GraniteServiceVersion20100801.GetMetricStatistics", input, cancellationToken);
        return [.. answer.Structures("Datapoints")
            .Select(point => (Moment: point.Moment("Timestamp"), Value: point.Real(metric.Statistic)))
            .Where(point => point.Value is not null && (since is null || point.Moment >= since))
            .OrderByDescending(point => point.Moment)
            .Select(point => point.Value!.Value * metric.Factor)];
    }
}
