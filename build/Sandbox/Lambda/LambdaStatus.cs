using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;
using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda;

/// <summary>Functions and what they are doing, for the page.</summary>
internal sealed class LambdaStatus(LambdaStore store, FunctionPool pool) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "lambda";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject
    {
        ["functions"] = JsonReading.Array(store.Regions.SelectMany(region => store.Read(region, state => state.Functions.Values.ToList()).Select(function => Describe(region, function)))),
        ["events"] = JsonReading.Array(store.Regions.SelectMany(region => store.Read(region, state => state.Events.Select(item => Describe(region, item)).ToList()))),
    };

    private JsonObject Describe(string region, Function function)
    {
        var (busy, idle) = pool.Count(region, function.Name);
        return new JsonObject
        {
            ["region"] = region,
            ["name"] = function.Name,
            ["status"] = (busy, idle) switch { (0, 0) => "cold", (0, _) => "warm", _ => $"{busy} running" },
            ["runtime"] = function.Latest.Settings.Text("Runtime"),
        };
    }

    private static JsonObject Describe(string region, QueuedEvent item) => new()
    {
        ["region"] = region,
        ["name"] = item.FunctionName,
        ["status"] = item.Failures == 0 ? "accepted" : $"failed {item.Failures} times",
        ["dueAt"] = AwsResponse.Iso(item.DueAt),
    };
}
