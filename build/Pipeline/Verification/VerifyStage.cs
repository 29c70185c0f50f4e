using System.Net;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Machine.Environments;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Verification;

/// <summary>
/// Asks the release itself: what runs is what was rolled out, it answers through the load balancer, and nothing else does.
/// One answer proves little while a listener shares requests out: so it is asked several times which image answers.
/// </summary>
public sealed class VerifyStage(TrafficObserver observer, PublicAccess access, TimeProvider time, IStageLog log)
{
    /// <summary>How often a release is asked which it is.</summary>
    public const int Questions = 20;

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);

    /// <summary>Runs the stage.</summary>
    /// <exception cref="PipelineException">Another release serves or answers too, or Notejam does not answer as ready within a minute.</exception>
    public async Task<StageResult<Release>> RunAsync(Records.Rollout rollout, InfraOutputs infra, CancellationToken cancellationToken = default)
    {
        // A region's own: the name may lead to another one.
        using var http = access.OpenAt(infra.LoadBalancer);
        var problem = new Problem("it was not asked", "Run this again.");
        var release = await new Polling(time, log).FindAsync($"the release at {infra.Url}", Patience, async cancellation =>
        {
            var (found, milliseconds) = await FindProblemAsync(http, rollout, infra, cancellation);
            if (found is null) return new Release(rollout.Digest, rollout.TaskDefinitionArn, infra.Url, milliseconds);
            if (found.Message != problem.Message) log.Info($"not ready yet: {found.Message}");
            problem = found;
            return null;
        }, cancellationToken);
        return release is null
            ? throw new PipelineException(problem.Message, problem.Remedy)
            : StageResult.Done(release, $"{infra.Url} is ready (answered in {release.ReadyMilliseconds} ms)");
    }

    private async Task<(Problem? Problem, long Milliseconds)> FindProblemAsync(HttpClient http, Records.Rollout rollout, InfraOutputs infra, CancellationToken cancellationToken)
    {
        var seen = await observer.ObserveAsync(infra, rollout.TaskDefinitionArn, cancellationToken);
        // ECS may show for a moment what was before.
        if (seen.Service.TaskDefinitionArn != rollout.TaskDefinitionArn)
            return (new Problem($"{seen.Service.TaskDefinitionArn} serves, not {rollout.TaskDefinitionArn}.", "Somebody else has deployed since: run Deploy again."), 0);
        if (TrafficDecisions.FindElsewhere(seen) is { } elsewhere)
            return (new Problem($"Not all requests reach the release: {elsewhere}.", "Run ./build.sh Rollout again: it points the listener back at the release."), 0);
        var (problem, milliseconds) = await AskAsync(http, infra.Url, cancellationToken);
        if (problem is null) problem = await AskWhichAsync(http, infra.Url, rollout.Digest, cancellationToken);
        return (problem is null ? null : NotReady(infra, problem), milliseconds);
    }

    private static Problem NotReady(InfraOutputs infra, string problem)
    {
        var proxy = OutgoingProxy.Find(new UriBuilder(infra.Url) { Host = infra.LoadBalancer }.Uri);
        return proxy is null
            ? new Problem($"{infra.Url} is not ready: {problem}", $"Look at the log group {infra.LogGroupName}.")
            : new Problem($"{infra.Url} is not ready, asked through the proxy {proxy}: {problem}",
                $"If that proxy does not reach {infra.LoadBalancer}, add the name to NO_PROXY; otherwise look at the log group {infra.LogGroupName}.");
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

    private static async Task<string?> AskWhichAsync(HttpClient http, Uri url, Digest released, CancellationToken cancellationToken)
    {
        var others = new List<string>();
        for (var question = 0; question < Questions; question++)
        {
            try
            {
                using var answer = await http.GetAsync(new Uri(url, "/version"), cancellationToken);
                // A version of Notejam from before it told its version: the listener's weights must do.
                if (answer.StatusCode == HttpStatusCode.NotFound) return null;
                var text = await answer.Content.ReadAsStringAsync(cancellationToken);
                if (!answer.IsSuccessStatusCode) others.Add($"{(int)answer.StatusCode}");
                else if (ReadDigest(text) is var digest && digest != released.ToString()) others.Add(digest ?? "no digest");
            }
            catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException { InnerException: TimeoutException })
            {
                others.Add(exception.Message);
            }
        }

        return others.Count == 0 ? null : $"of {Questions} answers of /version {others.Count} are not of {released}: {string.Join(", ", others.Distinct().Take(3))}";
    }

    private static string? ReadDigest(string text)
    {
        try
        {
            return (string?)JsonNode.Parse(text)?["imageDigest"];
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return null;
        }
    }

    private sealed record Problem(string Message, string Remedy);
}
