using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Rollout;

/// <summary>Decides what is to be done so that a release takes all traffic. Pure: every state that hands can leave stands in a table test.</summary>
public static class TrafficDecisions
{
    /// <summary>Decides.</summary>
    /// <param name="release">The task definition that is to take all traffic.</param>
    /// <param name="digest">The image that it names.</param>
    public static TrafficDecision Decide(ObservedTraffic seen, string release, Digest digest, InfraOutputs infra)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.ReleaseStatus != "ACTIVE")
            return new TrafficDecision.Refuse($"The task definition {Name(release)} is {seen.ReleaseStatus ?? "deleted"}: ECS starts no task of it.", "Run ./build.sh Migrate again: it registers the same content as a new revision.");
        if (seen.Service.Primary is not { TargetGroupArn: { } target } primary || seen.Groups.FirstOrDefault(group => group.Arn != target) is not { } idle || seen.Groups.All(group => group.Arn != target))
            return new TrafficDecision.Refuse(
                $"The service {infra.ServiceName} has no PRIMARY task set in one of the target groups {string.Join(" and ", seen.Groups.Select(group => group.Name))}: CodeDeploy cannot tell what serves.",
                $"Look at aws ecs describe-services --cluster {infra.ClusterName} --services {infra.ServiceName} --region {infra.Region}; ./build.sh Plan Apply makes a deleted service again.");
        if (FindForeign(seen, target, idle.Arn, infra) is { } foreign) return foreign;
        var isOurs = primary.TaskDefinitionArn == release;
        if (FindMisled(seen, target, idle, primary, infra) is { } misled) return misled;
        if (IsFirst(seen, release)) return new TrafficDecision.FirstRelease($"{Name(primary.TaskDefinitionArn)} has never served");
        if (seen.Service.Desired == 0) return new TrafficDecision.ScaleUp($"the service {infra.ServiceName} was set to 0 tasks, with {Name(primary.TaskDefinitionArn)} in it", isOurs);
        return isOurs ? Ours(seen, primary, target, digest, infra) : new TrafficDecision.RollOut($"{Name(primary.TaskDefinitionArn)} serves", IsAgain: false);
    }

    /// <summary>Whether nothing was released before <paramref name="release" />: there is nothing to go back to, and nothing that a request reaches.</summary>
    public static bool IsFirst(ObservedTraffic seen, string release)
    {
        ArgumentNullException.ThrowIfNull(seen);
        if (seen.IsFirstReleasePending) return seen.Service.Desired == 0 || seen.Service.TaskDefinitionArn == release;
        // A task definition of the infrastructure's own making names an image by tag, a release by digest.
        return seen.Service.Desired == 0 && seen.PrimaryImage?.Contains("@sha256:", StringComparison.Ordinal) == false;
    }

    /// <summary>A route on which requests do not all go to the PRIMARY task set, in words; null when all do.</summary>
    public static string? FindElsewhere(ObservedTraffic seen)
    {
        ArgumentNullException.ThrowIfNull(seen);
        return seen.Service.Primary?.TargetGroupArn is not { } target
            ? "there is no PRIMARY task set"
            : seen.Routes.Where(route => !route.IsTest && IsOfPair(route, seen) && !LeadsTo(route, target)).Select(route => Describe(route, seen)).FirstOrDefault();
    }

    /// <summary>Rules that somebody has put before the default one and that lead elsewhere than to the deployment group: nobody's fault perhaps, but worth a word.</summary>
    public static IReadOnlyList<string> FindExceptions(ObservedTraffic seen) =>
        [.. seen.Routes.Where(route => route is { IsTest: false, IsDefault: false } && !IsOfPair(route, seen)).Select(route => Describe(route, seen))];

    private static TrafficDecision.Refuse? FindForeign(ObservedTraffic seen, string target, string idle, InfraOutputs infra)
    {
        foreach (var route in seen.Routes.Where(route => route is { IsDefault: true, IsTest: false } && !IsOfPair(route, seen)))
            return new TrafficDecision.Refuse(
                $"The listener was changed, and it may be meant so: {Describe(route, seen)}.",
                $"When it is not wanted any more, set it back and run this again: aws elbv2 modify-listener --listener-arn {route.ListenerArn} --default-actions Type=forward,TargetGroupArn={target} --region {infra.Region}");
        var own = seen.Tasks.Select(task => task.Address).ToHashSet();
        foreach (var group in seen.Groups)
        {
            var strangers = group.Targets.Where(found => found.State != "draining" && !own.Contains(found.Address)).ToList();
            if (strangers.Count > 0)
                return new TrafficDecision.Refuse(
                    $"The target group {group.Name} has targets that are no tasks of {infra.ServiceName}, and {(group.Arn == idle ? "the next release would share its requests with them" : "requests reach them")}: {string.Join(", ", strangers.Select(found => $"{found.Address}:{found.Port}"))}.",
                    $"Take them out and run this again: aws elbv2 deregister-targets --target-group-arn {group.Arn} --targets {string.Join(" ", strangers.Select(found => $"Id={found.Address},Port={found.Port}"))} --region {infra.Region}");
        }

        return null;
    }

    /// <summary>CodeDeploy alone moves requests between its two target groups, and always to the PRIMARY task set: whatever else is there, hands or a stopped deployment have left.</summary>
    private static TrafficDecision? FindMisled(ObservedTraffic seen, string target, ObservedTargetGroup idle, ObservedTaskSet primary, InfraOutputs infra)
    {
        var misled = seen.Routes.Where(route => IsOfPair(route, seen) && !LeadsTo(route, target)).ToList();
        if (misled.Count == 0) return null;
        var why = string.Join("; ", misled.Select(route => Describe(route, seen)));
        var healthy = seen.Groups.First(group => group.Arn == target).Healthy;
        // Whoever is served elsewhere is not cut off for tasks that cannot answer.
        return healthy > 0 || idle.Healthy == 0 || misled.TrueForAll(route => route.IsTest)
            ? new TrafficDecision.PointListeners(why, misled, target, idle.Arn)
            : new TrafficDecision.Wait(
                $"{why}, and no task of the PRIMARY task set with {Name(primary.TaskDefinitionArn)} is healthy",
                $"Look at the log group {infra.LogGroupName}. To send requests there all the same: {string.Join("; ", misled.Select(route => CommandFor(route, target, infra)))}");
    }

    private static TrafficDecision Ours(ObservedTraffic seen, ObservedTaskSet primary, string target, Digest digest, InfraOutputs infra)
    {
        var release = Name(primary.TaskDefinitionArn);
        if (!seen.WaitsToEndOldTasks && seen.Service.TaskSets.FirstOrDefault(set => set.Status == "ACTIVE") is { } leftover)
            return new TrafficDecision.RollOut($"a stopped deployment has left the task set {leftover.Id} of {Name(leftover.TaskDefinitionArn)} beside it, which only a deployment removes", IsAgain: true);
        var tasks = seen.Tasks.Where(task => task.TaskSetId == primary.Id && task.Status == "RUNNING").ToList();
        if (tasks.Find(task => !Runs(task, digest)) is { } other)
            return new TrafficDecision.RollOut($"task {other.Id} runs {other.ImageDigest ?? other.Image ?? "an unknown image"}, not {digest}", IsAgain: true);
        var desired = seen.Service.Desired;
        var look = $"Rolling it out again would not help: look at the events of the service {infra.ServiceName} and at the log group {infra.LogGroupName}.";
        if (seen.Service.Running < desired) return new TrafficDecision.Wait($"only {seen.Service.Running} of {desired} tasks run", look);
        var addresses = tasks.Select(task => task.Address).ToHashSet();
        var targets = seen.Groups.First(group => group.Arn == target).Targets.Where(found => addresses.Contains(found.Address)).ToList();
        var healthy = targets.Count(found => found.State == "healthy");
        if (healthy >= desired) return new TrafficDecision.Serves($"{seen.Service.Running} of {desired} tasks run and are healthy");
        var sick = targets.Find(found => found.State != "healthy");
        return new TrafficDecision.Wait($"only {healthy} of {desired} tasks are healthy{(sick is null ? "" : $" ({sick.Address}: {sick.Why ?? sick.State})")}", look);
    }

    // An image list (several architectures) has a digest of its own, and a task may report that of the part that it runs:
    // what was started by the very digest is that image all the same.
    private static bool Runs(ObservedTask task, Digest digest) =>
        task.ImageDigest == digest.ToString() || task.Image?.EndsWith($"@{digest}", StringComparison.Ordinal) == true;

    private static bool IsOfPair(ObservedRoute route, ObservedTraffic seen) =>
        route.Action == "forward" && route.Weights.Where(pair => pair.Value > 0).All(pair => seen.Groups.Any(group => group.Arn == pair.Key));

    // Weights of 0 only: the load balancer answers 503 itself.
    private static bool LeadsTo(ObservedRoute route, string target) =>
        route.Weights.GetValueOrDefault(target) > 0 && route.Weights.All(pair => pair.Key == target || pair.Value == 0);

    private static string Describe(ObservedRoute route, ObservedTraffic seen)
    {
        if (route.Action != "forward") return $"the {route.Name} answers with {route.Action}";
        var total = Math.Max(1, route.Weights.Values.Sum());
        var shares = route.Weights.Where(pair => pair.Value > 0).Select(pair => $"{100.0 * pair.Value / total:0.#} % to {ObservedTargetGroup.NameOf(pair.Key)} ({Content(pair.Key, seen)})");
        return $"the {route.Name} sends {(route.Weights.Values.Sum() == 0 ? "nothing anywhere" : string.Join(" and ", shares))}";
    }

    private static string Content(string arn, ObservedTraffic seen)
    {
        var set = seen.Service.TaskSets.FirstOrDefault(set => set.TargetGroupArn == arn && set.Status != "DRAINING");
        if (set is not null) return Name(set.TaskDefinitionArn);
        return seen.Groups.FirstOrDefault(group => group.Arn == arn) switch
        {
            null => "not of this service",
            { Targets.Count: 0 } => "empty",
            _ => "other targets",
        };
    }

    private static string CommandFor(ObservedRoute route, string target, InfraOutputs infra) => route.IsDefault
        ? $"aws elbv2 modify-listener --listener-arn {route.ListenerArn} --default-actions Type=forward,TargetGroupArn={target} --region {infra.Region}"
        : $"aws elbv2 modify-rule --rule-arn {route.RuleArn} --actions Type=forward,TargetGroupArn={target} --region {infra.Region}";

    private static string Name(string arn) => arn[(arn.LastIndexOf('/') + 1)..];
}
