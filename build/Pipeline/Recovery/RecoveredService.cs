using System.Net;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Recovery;

/// <summary>Rolls a release out where nothing serves yet, and takes it down again.</summary>
internal sealed class RecoveredService(IAmazonECS ecs, TaskEvidence evidence, PublicAccess access, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);

    /// <summary>Registers the task definition, unless an earlier run of this drill has.</summary>
    /// <returns>Its ARN.</returns>
    public async Task<string> RegisterAsync(TaskDefinitionDocument document, CancellationToken cancellationToken)
    {
        var definitions = new TaskDefinitions(ecs);
        return await definitions.FindAsync(document, document.Family, cancellationToken) ?? await definitions.RegisterAsync(document, cancellationToken);
    }

    /// <summary>Starts the tasks and waits until they take traffic.</summary>
    /// <exception cref="PipelineException">They die, or do not answer in a quarter of an hour; the message has their last lines.</exception>
    public async Task<StepEnd<string>> StartAsync(InfraOutputs place, string taskDefinitionArn, CancellationToken cancellationToken)
    {
        using var http = access.OpenAt(place.LoadBalancer);
        // Which tasks have died before is known by their names: this machine's clock need not agree with that of ECS.
        var (earlier, blind) = await evidence.TryFindStoppedAsync(place, taskDefinitionArn, DateTimeOffset.MinValue, cancellationToken);
        var before = earlier.Select(task => task.TaskArn).ToHashSet();
        if (blind is not null) log.Warn($"whether tasks die cannot be looked at ({blind}): waiting {Patience.TotalMinutes} minutes for them at most");
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = place.ClusterName, Service = place.ServiceName, TaskDefinition = taskDefinitionArn, DesiredCount = place.DesiredCount }, cancellationToken);
        var problem = "not all tasks run";
        var serves = await new Polling(time, log).UntilAsync($"the service {place.ServiceName}", Patience, async cancellation =>
        {
            var isSteady = await IsSteadyAsync(place, taskDefinitionArn, cancellation);
            var found = isSteady ? await FindProblemAsync(http, place.Url, cancellation) : "not all tasks run";
            if (found is null) return true;
            problem = found;
            if (blind is null) await ThrowIfTasksDieAsync(place, taskDefinitionArn, before, cancellation);
            return false;
        }, cancellationToken);
        if (!serves) throw new PipelineException($"After {Patience.TotalMinutes} minutes {place.Url} is not ready: {problem}", $"Look at the log group {place.LogGroupName}.");

        return new StepEnd<string>(taskDefinitionArn, $"{place.DesiredCount} tasks of {taskDefinitionArn[(taskDefinitionArn.LastIndexOf('/') + 1)..]} serve at {place.Url}");
    }

    private async System.Threading.Tasks.Task ThrowIfTasksDieAsync(InfraOutputs place, string taskDefinitionArn, HashSet<string> before, CancellationToken cancellationToken)
    {
        // One-off tasks of the drill have the same definition: they end well.
        var dead = (await evidence.TryFindStoppedAsync(place, taskDefinitionArn, DateTimeOffset.MinValue, cancellationToken)).Tasks
            .Where(task => !before.Contains(task.TaskArn) && task.StartedBy?.StartsWith("ecs-svc", StringComparison.Ordinal) == true).ToList();
        if (dead.Count >= CircuitBreaker.Limit)
            throw new PipelineException($"The release does not live in {place.Region}: {await evidence.DescribeAsync(place, dead[0], cancellationToken)}", "What it names is what a real failover would fail by.");
    }

    private async Task<bool> IsSteadyAsync(InfraOutputs place, string taskDefinitionArn, CancellationToken cancellationToken)
    {
        var service = (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = place.ClusterName, Services = [place.ServiceName] }, cancellationToken)).Services?.FirstOrDefault();
        return service?.Deployments is [{ } only] && only.TaskDefinition == taskDefinitionArn && only.RunningCount == place.DesiredCount && only.RolloutState == DeploymentRolloutState.COMPLETED;
    }

    private static async Task<string?> FindProblemAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        try
        {
            using var ready = await http.GetAsync(new Uri(url, "/healthz/ready"), cancellationToken);
            return ready.StatusCode == HttpStatusCode.OK ? null : $"/healthz/ready answers {(int)ready.StatusCode} {await ready.Content.ReadAsStringAsync(cancellationToken)}";
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return exception.Message;
        }
    }
}
