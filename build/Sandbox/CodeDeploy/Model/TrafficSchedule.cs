using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>How production traffic moves: in steps of so many percent, so many minutes apart.</summary>
/// <param name="Type">AllAtOnce, TimeBasedCanary or TimeBasedLinear.</param>
/// <param name="Percentage">Percent of the first step (canary) or of each step (linear).</param>
/// <param name="IntervalMinutes">AWS minutes between steps.</param>
public sealed record TrafficSchedule(string Type, int Percentage, int IntervalMinutes)
{
    public const string AllAtOnceType = "AllAtOnce";
    public const string CanaryType = "TimeBasedCanary";
    public const string LinearType = "TimeBasedLinear";

    /// <summary>All of it in one step.</summary>
    public static TrafficSchedule AllAtOnce { get; } = new(AllAtOnceType, 100, 0);

    /// <summary>The weight that follows a weight.</summary>
    public int Next(int weight) => Type switch
    {
        CanaryType => weight < Percentage ? Percentage : 100,
        LinearType => Math.Min(100, weight + Percentage),
        _ => 100,
    };

    /// <summary>Reads the trafficRoutingConfig of a deployment configuration.</summary>
    public static TrafficSchedule From(JsonObject config)
    {
        var routing = config.Structure("trafficRoutingConfig");
        switch (routing.Text("type"))
        {
            case CanaryType:
                var canary = routing.Structure("timeBasedCanary");
                return new TrafficSchedule(CanaryType, canary.Number("canaryPercentage") ?? 100, canary.Number("canaryInterval") ?? 0);
            case LinearType:
                var linear = routing.Structure("timeBasedLinear");
                return new TrafficSchedule(LinearType, linear.Number("linearPercentage") ?? 100, linear.Number("linearInterval") ?? 0);
            default:
                return AllAtOnce;
        }
    }
}
