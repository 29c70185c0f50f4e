using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Api;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Measures what the services' containers use and puts it into CloudWatch, as <c>AWS/ECS</c>.</summary>
internal sealed partial class UsagePublisher(
    EcsStore store, TaskContainers containers, IEmulator emulator, TimeProvider clock, ILogger<UsagePublisher> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(10);
    private Dictionary<string, (DateTimeOffset Moment, ulong Cpu)> _before = [];

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, clock);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                await PublishAsync(stoppingToken);
            }
            catch (Exception error) when (error is not OperationCanceledException)
            {
                // Metrics are worth a line in the log, not the tasks.
                LogFailed(error);
            }
        }
    }

    private async Task PublishAsync(CancellationToken cancellationToken)
    {
        var seen = new Dictionary<string, (DateTimeOffset Moment, ulong Cpu)>();
        foreach (var region in store.Regions)
        {
            var data = new JsonArray();
            foreach (var (service, tasks) in store.Read(region, Running))
            {
                var used = new List<TaskUsage>();
                foreach (var task in tasks)
                    if (await MeasureAsync(task, seen, cancellationToken) is { } usage) used.Add(usage);
                if (used.Count == 0) continue;
                data.Add(Datum(service, "CPUUtilization", used.Average(usage => usage.Cpu)));
                data.Add(Datum(service, "MemoryUtilization", used.Average(usage => usage.Memory)));
            }

            if (data.Count == 0) continue;
            var input = new JsonObject { ["Namespace"] = "AWS/ECS", ["MetricData"] = data };
            await emulator.CallAsync(region, "monitoring", "GraniteServiceVersion20100801.PutMetricData", input, cancellationToken);
        }

        _before = seen;
    }

    private async Task<TaskUsage?> MeasureAsync(ReservedTask task, Dictionary<string, (DateTimeOffset Moment, ulong Cpu)> seen, CancellationToken cancellationToken)
    {
        var (cores, bytes, known) = (0.0, 0.0, true);
        foreach (var id in task.Containers)
        {
            if (await containers.UsageAsync(id, cancellationToken) is not { } usage) return null;
            var now = clock.GetUtcNow();
            seen[id] = (now, usage.CpuNanoseconds);
            bytes += usage.MemoryBytes;
            // What a container has used in all says nothing before it is looked at for the second time.
            if (_before.TryGetValue(id, out var before)) cores += (usage.CpuNanoseconds - before.Cpu) / (now - before.Moment).TotalNanoseconds;
            else known = false;
        }

        return known ? new TaskUsage(100 * cores / task.Cores, 100 * bytes / task.Bytes) : null;
    }

    private static List<(ServiceRecord Service, List<ReservedTask> Tasks)> Running(EcsRegion state) =>
        [.. state.Services.Values.Where(service => service.Status == "ACTIVE").Select(service => (service, state.Tasks.Values
            .Where(task => task.ServiceArn == service.Arn && task.IsWanted && task.LastStatus == TaskStatuses.Running)
            .Select(task => Reserved(state, task)).OfType<ReservedTask>().ToList()))];

    // Without a reservation there is nothing to be a percentage of.
    private static ReservedTask? Reserved(EcsRegion state, EcsTask task)
    {
        if (state.FindDefinition(task.TaskDefinition) is not { } definition) return null;
        var (units, mebibytes) = (Reservation(definition, "cpu"), Reservation(definition, "memory"));
        return units > 0 && mebibytes > 0
            ? new ReservedTask(units / 1024, mebibytes * 1024 * 1024, [.. task.Containers.Select(container => container.RuntimeId).OfType<string>()])
            : null;
    }

    private static double Reservation(TaskDefinition definition, string name) =>
        double.TryParse(definition.Body[name]?.ToString(), CultureInfo.InvariantCulture, out var whole)
            ? whole
            : definition.Containers.Sum(container => double.TryParse(container[name]?.ToString(), CultureInfo.InvariantCulture, out var part) ? part : 0);

    private JsonObject Datum(ServiceRecord service, string name, double value) => new()
    {
        ["MetricName"] = name,
        ["Unit"] = "Percent",
        ["Timestamp"] = AwsResponse.Epoch(clock.GetUtcNow()),
        ["Dimensions"] = new JsonArray(Dimension("ClusterName", service.ClusterName), Dimension("ServiceName", service.Name)),
        ["Value"] = value,
    };

    private static JsonObject Dimension(string name, string value) => new() { ["Name"] = name, ["Value"] = value };

    [LoggerMessage(Level = LogLevel.Warning, Message = "What the services use was not measured")]
    private partial void LogFailed(Exception error);

    private sealed record ReservedTask(double Cores, double Bytes, IReadOnlyList<string> Containers);

    private sealed record TaskUsage(double Cpu, double Memory);
}
