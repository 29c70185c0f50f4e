using System.Globalization;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>
/// The processor that a container is sure of. Fargate's task has its vCPU whatever else happens; on a machine that others use
/// at the same time, weight is what comes near. Pure.
/// </summary>
internal static class ProcessorShare
{
    /// <summary>Docker's weight of a CPU unit: the largest task, of 16 vCPU, has the largest weight that there is (262144).</summary>
    private const int WeightOfUnit = 16;

    /// <summary>
    /// Docker's weight of a container; any other process of the machine has 1024. What containers reserve of the task's units is
    /// theirs, those that reserve nothing share the rest. 0, to Docker its default, where nothing is said.
    /// </summary>
    public static long Of(JsonObject taskDefinition, string containerName)
    {
        var containers = taskDefinition["containerDefinitions"]!.AsArray();
        var own = Reserved(containers.First(each => (string?)each!["name"] == containerName)!);
        if (own > 0) return (long)own * WeightOfUnit;
        if (!int.TryParse((string?)taskDefinition["cpu"], NumberStyles.None, CultureInfo.InvariantCulture, out var units)) return 0;
        var rest = Math.Max(0, units - containers.Sum(each => Reserved(each!)));
        return Math.Max(1, rest / containers.Count(each => Reserved(each!) == 0)) * WeightOfUnit;
    }

    /// <summary>
    /// The group whose members its weight is held against. Docker's own group of all containers weighs as much as one process of
    /// the machine, however many containers there are: beside a busy machine, each would get next to nothing.
    /// </summary>
    /// <param name="cgroupDriver">The engine's; systemd has slices, which are weighed against each other: there it is the engine's own, "".</param>
    public static string Parent(string? cgroupDriver) => cgroupDriver == "cgroupfs" ? "/" : "";

    // The API takes cpu of a container only as a number, and Fargate counts less than 2 as none.
    private static int Reserved(JsonNode container) => (int?)container["cpu"] is >= 2 and var units ? units : 0;
}
