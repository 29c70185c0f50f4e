using System.Net;
using Amazon.ECS;
using Amazon.ECS.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Task = System.Threading.Tasks.Task;

namespace Notejam.Pipeline.Recovery;

/// <summary>Rolls a release out where nothing serves yet, and takes it down again.</summary>
internal sealed class RecoveredService(IAmazonECS ecs, TaskEvidence evidence, PublicAccess access, TimeProvider time)
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(15);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

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
        var began = time.GetUtcNow();
        using var http = access.OpenAt(place.LoadBalancer);
        await ecs.UpdateServiceAsync(new UpdateServiceRequest { Cluster = place.ClusterName, Service = place.ServiceName, TaskDefinition = taskDefinitionArn, DesiredCount = place.DesiredCount }, cancellationToken);
        while (!await IsSteadyAsync(place, taskDefinitionArn, cancellationToken) || await FindProblemAsync(http, place.Url, cancellationToken) is not null)
        {
            var dead = await evidence.FindStoppedAsync(place, taskDefinitionArn, began, cancellationToken);
            // One-off tasks of the drill have the same definition: they end well.
            var failed = dead.FirstOrDefault(task => task.StartedBy?.StartsWith("ecs-svc", StringComparison.Ordinal) == true);
            if (failed is not null && dead.Count(task => task.StartedBy?.StartsWith("ecs-svc", StringComparison.Ordinal) == true) >= CircuitBreaker.Limit)
                throw new PipelineException($"The release does not live in {place.Region}: {await evidence.DescribeAsync(place, failed, cancellationToken)}", "What it names is what a real failover would fail by.");
            if (time.GetUtcNow() - began > Patience)
                throw new PipelineException($"After {Patience.TotalMinutes} minutes {place.Url} is not ready: {await FindProblemAsync(http, place.Url, cancellationToken) ?? "not all tasks run"}", $"Look at the log group {place.LogGroupName}.");
            await Task.Delay(Interval, time, cancellationToken);
        }

        return new StepEnd<string>(taskDefinitionArn, $"{place.DesiredCount} tasks of {taskDefinitionArn[(taskDefinitionArn.LastIndexOf('/') + 1)..]} serve at {place.Url}");
    }

    private async Task<bool> IsSteadyAsync(InfraOutputs place, string taskDefinitionArn, CancellationToken cancellationToken)
    {
        var service = (await ecs.DescribeServicesAsync(new DescribeServicesRequest { Cluster = place.ClusterName, Services = [place.ServiceName] }, cancellationToken)).Services.Single();
        return service.Deployments is [{ } only] && only.TaskDefinition == taskDefinitionArn && only.RunningCount == place.DesiredCount && only.RolloutState == DeploymentRolloutState.COMPLETED;
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
