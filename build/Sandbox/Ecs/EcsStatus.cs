using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Api;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecs;

/// <summary>Services and tasks, for the page.</summary>
internal sealed class EcsStatus(EcsStore store) : IStatusSource
{
    /// <inheritdoc />
    public string Name => "ecs";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject
    {
        ["services"] = JsonHelp.List(store.Regions.SelectMany(region => store.Read(region, state =>
            state.Services.Values.Where(service => service.Status != "INACTIVE").Select(service => Service(region, state, service)).ToList()))),
        ["tasks"] = JsonHelp.List(store.Regions.SelectMany(region => store.Read(region, state =>
            state.Tasks.Values.OrderByDescending(task => task.CreatedAt).Select(task => Task(region, task)).ToList()))),
    };

    private static JsonObject Service(string region, EcsRegion state, ServiceRecord service) => new()
    {
        ["region"] = region,
        ["name"] = service.Name,
        ["status"] = service.Status,
        ["desired"] = service.DesiredCount,
        ["running"] = service.TaskSets.Sum(set => state.LiveTasksOf(set.Id).Count(task => task.LastStatus == TaskStatuses.Running)),
        ["taskSets"] = service.TaskSets.Count,
        ["taskDefinition"] = EcsLookups.NameOf(service.TaskDefinition),
    };

    private static JsonObject Task(string region, EcsTask task) => new()
    {
        ["region"] = region,
        ["name"] = task.Id,
        ["status"] = task.LastStatus,
        ["group"] = task.Group,
        ["taskDefinition"] = EcsLookups.NameOf(task.TaskDefinition),
        ["address"] = task.Address,
        ["reason"] = task.StoppedReason is null ? null : StopAccount.Describe(task),
    };
}
