using System.Net;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Verification;

/// <summary>Asks the release itself: what runs is what was rolled out, and it answers through the load balancer.</summary>
public sealed class VerifyStage(IAmazonECS ecs, PublicAccess access, TimeProvider time, IStageLog log)
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Interval = TimeSpan.FromSeconds(1);

    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Another task definition serves, or Notejam does not answer as ready within a minute.</exception>
    public async Task<StageResult<Release>> RunAsync(Records.Rollout rollout, InfraOutputs infra, CancellationToken cancellationToken = default)
    {
        var service = await ServiceState.ReadAsync(ecs, infra.ClusterName, infra.ServiceName, cancellationToken);
        if (service.TaskDefinitionArn != rollout.TaskDefinitionArn)
            throw new PipelineException($"{service.TaskDefinitionArn} serves, not {rollout.TaskDefinitionArn}.", "Somebody else has deployed since: run Deploy again.");

        // A region's own: the name may lead to another one.
        using var http = access.OpenAt(infra.LoadBalancer);
        var deadline = time.GetUtcNow() + Patience;
        while (true)
        {
            var (problem, milliseconds) = await AskAsync(http, infra.Url, cancellationToken);
            if (problem is null)
                return StageResult.Done(new Release(rollout.Digest, rollout.TaskDefinitionArn, infra.Url, milliseconds), $"{infra.Url} is ready (answered in {milliseconds} ms)");
            if (time.GetUtcNow() >= deadline)
                throw new PipelineException($"{infra.Url} is not ready: {problem}", $"Look at the log group {infra.LogGroupName}.");
            log.Info($"not ready yet: {problem}");
            await Task.Delay(Interval, time, cancellationToken);
        }
    }

    private async Task<(string? Problem, long Milliseconds)> AskAsync(HttpClient http, Uri url, CancellationToken cancellationToken)
    {
        var began = time.GetTimestamp();
        try
        {
            using var ready = await http.GetAsync(new Uri(url, "/healthz/ready"), cancellationToken);
            var milliseconds = (long)time.GetElapsedTime(began).TotalMilliseconds;
            if (ready.StatusCode != HttpStatusCode.OK) return ($"/healthz/ready answers {(int)ready.StatusCode} {await ready.Content.ReadAsStringAsync(cancellationToken)}", milliseconds);
            using var page = await http.GetAsync(new Uri(url, "/signin/"), cancellationToken);
            return page.IsSuccessStatusCode ? (null, milliseconds) : ($"/signin/ answers {(int)page.StatusCode}", milliseconds);
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
        {
            return (exception.Message, (long)time.GetElapsedTime(began).TotalMilliseconds);
        }
    }
}
