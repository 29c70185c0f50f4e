using System.Text.Json.Nodes;
using Notejam.Sandbox.Certificates;
using Notejam.Sandbox.Ecs.Model;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Brings a task up: secrets, images, log streams, containers in the order of their dependencies.</summary>
internal sealed class TaskStarter(
    EcsStore store, TaskContainers containers, ImagePuller images, SecretResolver secrets, LogShipper logs, CertificateBundle certificates, TimeProvider clock)
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    /// <summary>Starts all containers of a task. What was started when this fails is in the task's record, to be removed.</summary>
    /// <exception cref="CannotStartTaskException">With the stopped reason.</exception>
    public async Task StartAsync(string region, EcsTask task, TaskDefinition definition, CancellationToken cancellationToken)
    {
        store.WriteTask(region, task.Id, found => found.LastStatus = TaskStatuses.Pending);
        var role = ExecutionRole.Of(task, definition);
        var order = DependencyOrder.Of([.. definition.Containers]);
        var values = new Dictionary<string, Dictionary<string, string>>();
        foreach (var container in order) values[(string)container["name"]!] = await SecretsAsync(region, container, role, cancellationToken);

        store.WriteTask(region, task.Id, found => found.PullStartedAt = clock.GetUtcNow());
        foreach (var container in order)
        {
            var name = (string)container["name"]!;
            var digest = await images.EnsureAsync((string)container["image"]!, name, role, cancellationToken);
            store.WriteTask(region, task.Id, found => ContainerOf(found, name).ImageDigest = digest);
        }

        store.WriteTask(region, task.Id, found => found.PullStoppedAt = clock.GetUtcNow());
        string? firstId = null;
        foreach (var container in order)
        {
            var name = (string)container["name"]!;
            await DependenciesAsync(task, container, cancellationToken);
            if (LogDestination.Of(container, region, task.Id) is { } destination) await logs.CreateStreamAsync(destination, role, cancellationToken);
            // The containers of a task share one address: the first one's.
            var mode = firstId is null ? await containers.NetworkAsync(cancellationToken) : "container:" + firstId;
            var plan = new ContainerPlan(region, task, container, definition.Body, OverridesOf(task, name), values[name], mode, certificates.Find());
            await containers.StartAsync(plan, id => store.WriteTask(region, task.Id, found => ContainerOf(found, name).RuntimeId = id), cancellationToken);
            firstId ??= ContainerOf(task, name).RuntimeId;
            await AddressAsync(region, task, cancellationToken);
            store.WriteTask(region, task.Id, found => ContainerOf(found, name).LastStatus = TaskStatuses.Running);
        }
    }

    /// <summary>A container of a task by its name.</summary>
    public static TaskContainer ContainerOf(EcsTask task, string name) => task.Containers.Find(container => container.Name == name)!;

    private async Task AddressAsync(string region, EcsTask task, CancellationToken cancellationToken)
    {
        if (task.Address is not null) return;
        var facts = await containers.InspectAsync(task.Containers.Find(container => container.RuntimeId is not null)!.RuntimeId!, cancellationToken);
        store.WriteTask(region, task.Id, found =>
        {
            // A container that died at once has lost its address.
            found.Address = facts?.Address is { Length: > 0 } address ? address : null;
            found.MacAddress = facts?.MacAddress;
        });
    }

    private async Task<Dictionary<string, string>> SecretsAsync(string region, JsonObject container, string? role, CancellationToken cancellationToken)
    {
        var values = new Dictionary<string, string>();
        foreach (var secret in container["secrets"]?.AsArray() ?? [])
            values[(string)secret!["name"]!] = await secrets.ResolveAsync(region, (string)secret["valueFrom"]!, role, cancellationToken);
        return values;
    }

    private async Task DependenciesAsync(EcsTask task, JsonObject container, CancellationToken cancellationToken)
    {
        foreach (var dependency in container["dependsOn"]?.AsArray() ?? [])
        {
            var other = ContainerOf(task, (string)dependency!["containerName"]!);
            var condition = (string)dependency["condition"]!;
            while (await containers.InspectAsync(other.RuntimeId!, cancellationToken) is { } facts && !IsMet(condition, facts))
            {
                if (!facts.Running)
                    throw new CannotStartTaskException($"dependency container '{other.Name}' did not reach {condition}", other.Name);
                await Task.Delay(Pause, clock, cancellationToken);
            }
        }
    }

    private static bool IsMet(string condition, ContainerFacts facts) => condition switch
    {
        "COMPLETE" => !facts.Running,
        "SUCCESS" => !facts.Running && facts.ExitCode == 0,
        "HEALTHY" => facts.Health == "healthy",
        _ => true,
    };

    private static JsonObject? OverridesOf(EcsTask task, string container) => task.Settings["overrides"]?["containerOverrides"]?.AsArray()
        .FirstOrDefault(overrides => (string?)overrides!["name"] == container)?.AsObject();
}
