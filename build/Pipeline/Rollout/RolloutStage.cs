using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Rollout;

/// <summary>
/// Makes a release take all traffic: blue-green through CodeDeploy, and before that whatever hands or a stopped deployment
/// have left in the way. It observes, decides and acts until the release serves; it skips only what it has seen.
/// </summary>
public sealed class RolloutStage(
    TrafficObserver observer, Deployments deployments, DeploymentWatch watch, FirstRelease first, ServiceScale scale, ListenerRepair listeners, RolloutAlarms alarms, TimeProvider time, IStageLog log)
{
    private const string AllAtOnce = "CodeDeployDefault.ECSAllAtOnce";
    private const int MostRepairs = 5;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);
    private static readonly Pace Looks = new(TimeSpan.FromSeconds(2), TimeSpan.FromSeconds(3));

    /// <summary>Hears of the rollout as soon as its deployment is known: a run that is broken off, or crashes, can then still name it.</summary>
    public Action<Records.Rollout> Begun { get; init; } = _ => { };

    /// <summary>Runs the stage. The record is returned also when the release was rolled back: the caller keeps it and fails.</summary>
    /// <param name="failOn">The severity that blocks: a verdict that was laxer is none.</param>
    /// <exception cref="ArgumentException">The verdict does not admit the digest.</exception>
    /// <exception cref="PipelineException">The rollout could not begin.</exception>
    public async Task<StageResult<Records.Rollout>> RunAsync(Records.Migration migration, ScanVerdict verdict, Severity failOn, InfraOutputs infra, CancellationToken cancellationToken = default)
    {
        Records.Rollout.Admit(migration.Digest, verdict);
        if (verdict.FailOn > failOn)
            throw new PipelineException($"The verdict on {verdict.Digest.Short} lets pass what is below {verdict.FailOn}, but this run asks for {failOn}.", "Run ./build.sh Scan again, or give the same --fail-on.");
        var release = migration.TaskDefinitionArn;
        var repairs = new List<string>();
        // Which release serves says nothing while another deployment shifts the traffic.
        if (await deployments.FindShiftingAsync(release, infra, cancellationToken) is not null)
            return await DeployAsync(await observer.ObserveAsync(infra, release, cancellationToken), isUnderWay: true);

        while (true)
        {
            if (repairs.Count > MostRepairs)
                throw new PipelineException($"What was put in order does not stay so: {repairs[^1]}.", "Somebody or something else changes it at the same time: find out who (CloudTrail), then run this again.");
            var (seen, decision) = await LookAsync(migration, infra, cancellationToken);
            switch (decision)
            {
                case TrafficDecision.Serves serves:
                    foreach (var exception in TrafficDecisions.FindExceptions(seen)) log.Warn($"{exception}: requests that match it do not reach the release");
                    return repairs.Count == 0
                        ? StageResult.Skipped(Record(null, RolloutOutcome.Unchanged, null), $"{Name(release)} takes all traffic already, {serves.Why}")
                        : StageResult.Done(Record(null, RolloutOutcome.Live, null), $"{Name(release)} takes all traffic again, {serves.Why}; {string.Join("; ", repairs)}");
                case TrafficDecision.Refuse refuse:
                    throw new PipelineException(refuse.Why, refuse.Remedy);
                case TrafficDecision.PointListeners point:
                    await PointAsync(point);
                    break;
                case TrafficDecision.ScaleUp { IsOurs: true } scaleUp:
                    Note($"{scaleUp.Why}: to {infra.DesiredCount} again");
                    if (await scale.StartAsync(release, infra.DesiredCount, infra, cancellationToken) is not { } why) break;
                    await scale.SetAsync(0, infra, cancellationToken);
                    return Ended(null, new DeploymentEnd(RolloutOutcome.Failed, $"{scaleUp.Why}, and it does not become healthy at {infra.DesiredCount} (the service is at zero tasks again).\n  {why}"));
                case TrafficDecision.ScaleUp scaleUp:
                    await StartOlderAsync(scaleUp, seen);
                    break;
                case TrafficDecision.RollOut rollOut:
                    if (rollOut.IsAgain) Note($"{Name(release)} serves already, but {rollOut.Why}: deploying it again");
                    return await DeployAsync(seen);
                case TrafficDecision.FirstRelease:
                    return await DeployAsync(seen);
                default:
                    throw new InvalidOperationException($"{decision.GetType().Name} is no decision to act upon.");
            }
        }

        async Task<StageResult<Records.Rollout>> DeployAsync(ObservedTraffic seen, bool isUnderWay = false)
        {
            var isFirst = TrafficDecisions.IsFirst(seen, release);
            string? deploymentId = null;
            var end = new DeploymentEnd(RolloutOutcome.Live, null);
            if (isUnderWay || !isFirst || seen.Service.TaskDefinitionArn != release)
            {
                if (!isUnderWay) await alarms.WaitUntilQuietAsync(infra, cancellationToken);
                if (isFirst) await first.MarkAsync(release, cancellationToken);
                // At zero tasks there is nothing yet that a hook could ask.
                var asked = isFirst ? infra with { RolloutHooks = new Dictionary<string, string>() } : infra;
                deploymentId = await deployments.CreateOrResumeAsync(release, asked, isFirst ? AllAtOnce : null, cancellationToken);
                Begun(Record(deploymentId, RolloutOutcome.UnderWay, null));
                log.Info($"deployment {deploymentId} rolls out {Name(release)}");
                end = await watch.WatchAsync(deploymentId, release, infra, cancellationToken);
            }

            if (isFirst && end.Outcome == RolloutOutcome.Live) end = await first.ScaleUpAsync(release, seen.Service.Desired, infra, cancellationToken);
            return Ended(deploymentId, end);
        }

        async Task PointAsync(TrafficDecision.PointListeners point)
        {
            log.Warn($"{point.Why}: pointing {(point.Routes.Count == 1 ? "it" : "them")} back at {ObservedTargetGroup.NameOf(point.TargetGroupArn)}, where the PRIMARY task set is");
            foreach (var route in point.Routes) await listeners.PointAsync(route, point.TargetGroupArn, point.IdleTargetGroupArn, cancellationToken);
            repairs.Add($"{point.Why}: pointed back");
        }

        // Green gets as many tasks as the service is set to: at zero, a hook would have nothing to ask, and a rollback
        // nothing to bring back.
        async Task StartOlderAsync(TrafficDecision.ScaleUp scaleUp, ObservedTraffic seen)
        {
            Note($"{scaleUp.Why}: to {infra.DesiredCount} again, so that the release can be validated and rolled back");
            if (await scale.StartAsync(seen.Service.TaskDefinitionArn, infra.DesiredCount, infra, cancellationToken) is { } sick)
                log.Warn($"{Name(seen.Service.TaskDefinitionArn)} does not become healthy: {sick}");
        }

        void Note(string repair)
        {
            log.Warn(repair);
            repairs.Add(repair);
        }

        StageResult<Records.Rollout> Ended(string? deploymentId, DeploymentEnd end)
        {
            var record = Record(deploymentId, end.Outcome, end.Cause);
            return end.Outcome == RolloutOutcome.Live
                ? StageResult.Done(record, string.Join("; ", [$"{Name(release)} is live{(deploymentId is null ? "" : $" by {deploymentId}")}", .. repairs]))
                : new StageResult<Records.Rollout>(record, StageOutcome.Failed, end.Cause ?? "the deployment failed");
        }

        Records.Rollout Record(string? id, RolloutOutcome outcome, string? cause) => new(migration.Digest, verdict, release, id, outcome, cause);
    }

    /// <summary>
    /// Looks until something is decided. What is to be acted upon must be seen twice: ECS and the load balancer do not tell
    /// of a change at the same moment. What is on its way gets its time: a task may just be replaced, or the service be scaled.
    /// </summary>
    private async Task<(ObservedTraffic Seen, TrafficDecision Decision)> LookAsync(Records.Migration migration, InfraOutputs infra, CancellationToken cancellationToken)
    {
        ObservedTraffic? seen = null;
        TrafficDecision? before = null;
        var decided = await new Polling(time, log) { Pace = Looks }.FindAsync($"the traffic of {infra.ServiceName}", Patience, async cancellation =>
        {
            seen = await observer.ObserveAsync(infra, migration.TaskDefinitionArn, cancellation);
            var decision = TrafficDecisions.Decide(seen, migration.TaskDefinitionArn, migration.Digest, infra);
            var isDecided = decision is TrafficDecision.Serves or TrafficDecision.RollOut { IsAgain: false } or TrafficDecision.FirstRelease
                || (decision is not TrafficDecision.Wait && before?.GetType() == decision.GetType() && before.Why == decision.Why);
            if (decision is TrafficDecision.Wait && before?.Why != decision.Why) log.Info($"{decision.Why}: waiting");
            before = decision;
            return isDecided ? decision : null;
        }, cancellationToken);
        if (decided is not null) return (seen!, decided);
        throw before is TrafficDecision.Wait wait
            ? new PipelineException($"{Name(seen!.Service.TaskDefinitionArn)} does not serve as it should, and has not for {Patience.TotalMinutes} minutes: {wait.Why}.", wait.Remedy)
            : new PipelineException($"What is to be done changes with each look, and has for {Patience.TotalMinutes} minutes; at last: {before?.Why}.", "Somebody or something else changes it at the same time: find out who (CloudTrail), then run this again.");
    }

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
