using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>The deployment configurations that AWS defines for ECS.</summary>
internal static class PredefinedConfigs
{
    /// <summary>What a deployment group has that names none.</summary>
    public const string Default = "CodeDeployDefault.ECSAllAtOnce";

    private static readonly DateTimeOffset Created = new(2018, 11, 27, 0, 0, 0, TimeSpan.Zero);

    private static readonly SortedDictionary<string, TrafficSchedule> Schedules = new(StringComparer.Ordinal)
    {
        [Default] = TrafficSchedule.AllAtOnce,
        ["CodeDeployDefault.ECSCanary10Percent5Minutes"] = new(TrafficSchedule.CanaryType, 10, 5),
        ["CodeDeployDefault.ECSCanary10Percent15Minutes"] = new(TrafficSchedule.CanaryType, 10, 15),
        ["CodeDeployDefault.ECSLinear10PercentEvery1Minutes"] = new(TrafficSchedule.LinearType, 10, 1),
        ["CodeDeployDefault.ECSLinear10PercentEvery3Minutes"] = new(TrafficSchedule.LinearType, 10, 3),
    };

    /// <summary>Their names.</summary>
    public static IEnumerable<string> Names => Schedules.Keys;

    /// <summary>One of them, or null.</summary>
    public static JsonObject? Find(string name) => Schedules.TryGetValue(name, out var schedule) ? new JsonObject
    {
        ["deploymentConfigId"] = string.Create(CultureInfo.InvariantCulture, $"00000000-0000-0000-0000-{Names.ToList().IndexOf(name) + 1:D12}"),
        ["deploymentConfigName"] = name,
        ["createTime"] = AwsResponse.Epoch(Created),
        ["computePlatform"] = "ECS",
        ["trafficRoutingConfig"] = Routing(schedule),
    } : null;

    private static JsonObject Routing(TrafficSchedule schedule) => schedule.Type switch
    {
        TrafficSchedule.CanaryType => new JsonObject
        {
            ["type"] = schedule.Type,
            ["timeBasedCanary"] = new JsonObject { ["canaryPercentage"] = schedule.Percentage, ["canaryInterval"] = schedule.IntervalMinutes },
        },
        TrafficSchedule.LinearType => new JsonObject
        {
            ["type"] = schedule.Type,
            ["timeBasedLinear"] = new JsonObject { ["linearPercentage"] = schedule.Percentage, ["linearInterval"] = schedule.IntervalMinutes },
        },
        _ => new JsonObject { ["type"] = schedule.Type },
    };
}
