using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>Asks CloudWatch for the state of alarms.</summary>
internal sealed class AlarmWatch(IEmulator emulator)
{
    /// <summary>Which of the alarms are in state ALARM, or why this could not be found out.</summary>
    public async Task<(IReadOnlyList<string> Firing, string? Error)> FindFiringAsync(
        string region, IReadOnlyList<string> names, CancellationToken cancellationToken)
    {
        if (names.Count == 0) return ([], null);
        try
        {
            var answer = await emulator.CallAsync(region, "monitoring", "GraniteServiceVersion20100801.DescribeAlarms",
                new JsonObject { ["AlarmNames"] = JsonReading.Array(names) }, cancellationToken);
            var alarms = answer.Structures("MetricAlarms").Concat(answer.Structures("CompositeAlarms"));
            return ([.. alarms.Where(alarm => alarm.Text("StateValue") == "ALARM").Select(alarm => alarm.Text("AlarmName")!)], null);
        }
        catch (AwsException error)
        {
            return ([], error.Message);
        }
        catch (HttpRequestException error)
        {
            return ([], error.Message);
        }
    }
}
