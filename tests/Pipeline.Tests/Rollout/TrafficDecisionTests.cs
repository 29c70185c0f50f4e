using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class TrafficDecisionTests
{
    private const string Ours = FakeService.Ours, Older = FakeService.Older, Blue = FakeService.Blue, Green = FakeService.Green;

    private static readonly ObservedTraffic Well = new()
    {
        Service = new ServiceState(Ours, 1, 1) { TaskSets = [Set("ecs-svc/blue", "PRIMARY", Ours, Blue)] },
        PrimaryImage = $"registry/notejam@{Samples.Digest}",
        ReleaseStatus = "ACTIVE",
        Routes = [Route(false, (Blue, 100), (Green, 0)), Route(true, (Blue, 100))],
        Groups = [new ObservedTargetGroup(Blue, [new ObservedTarget("10.0.0.1", 8080, "healthy", null)]), new ObservedTargetGroup(Green, [])],
        Tasks = [new ObservedTask("1", "ecs-svc/blue", "RUNNING", "10.0.0.1", $"registry/notejam@{Samples.Digest}", Samples.Digest.ToString())],
    };

    private static readonly Dictionary<string, (ObservedTraffic Seen, Type Decision, string Why)> States = new()
    {
        ["all is well"] = (Well, typeof(TrafficDecision.Serves), "1 of 1 tasks run and are healthy"),
        ["one group alone in the listener"] = (Well with { Routes = [Route(false, (Blue, 1))] }, typeof(TrafficDecision.Serves), ""),
        ["a target that drains is no stranger"] = (With(Blue, "draining"), typeof(TrafficDecision.Serves), ""),
        ["a target that waits is one"] = (With(Blue, "initial"), typeof(TrafficDecision.Refuse), "10.9.9.9:80"),
        ["one in the idle group too"] = (With(Green, "unhealthy"), typeof(TrafficDecision.Refuse), "the next release would share"),
        ["a rule for one path that answers itself"] = (Well with { Routes = [.. Well.Routes, Rule("fixed-response")] }, typeof(TrafficDecision.Serves), ""),
        ["a rule for one path to the idle group"] = (Well with { Routes = [.. Well.Routes, Rule("forward", (Green, 1))] }, typeof(TrafficDecision.PointListeners), "production listener's rule of priority 10 sends 100 % to notejam-green (empty)"),
        ["a task set on its way out"] = (Beside("DRAINING", Older), typeof(TrafficDecision.Serves), ""),
        ["a task set that was left"] = (Beside("ACTIVE", Older), typeof(TrafficDecision.RollOut), "ecs-svc/green of notejam-production:6"),
        ["one that a deployment is about to end"] = (Beside("ACTIVE", Older) with { WaitsToEndOldTasks = true }, typeof(TrafficDecision.Serves), ""),
        ["no PRIMARY task set"] = (Well with { Service = Well.Service with { TaskSets = [] } }, typeof(TrafficDecision.Refuse), "no PRIMARY task set"),
        ["a PRIMARY task set elsewhere"] = (Well with { Service = Well.Service with { TaskSets = [Set("ecs-svc/blue", "PRIMARY", Ours, FakeService.Foreign)] } }, typeof(TrafficDecision.Refuse), "no PRIMARY task set in one of the target groups notejam-blue and notejam-green"),
        ["a digest of one architecture under the list's"] = (Well with { Tasks = [Well.Tasks[0] with { ImageDigest = "sha256:part" }] }, typeof(TrafficDecision.Serves), ""),
        ["an image by tag"] = (Well with { Tasks = [Well.Tasks[0] with { Image = "registry/notejam:latest", ImageDigest = "sha256:other" }] }, typeof(TrafficDecision.RollOut), "task 1 runs sha256:other"),
        ["an image that is not known"] = (Well with { Tasks = [Well.Tasks[0] with { Image = null, ImageDigest = null }] }, typeof(TrafficDecision.RollOut), "an unknown image"),
        ["a healthy target of no task"] = (Well with { Tasks = [] }, typeof(TrafficDecision.Refuse), "no tasks of"),
        ["nothing registered yet"] = (Well with { Groups = [new ObservedTargetGroup(Blue, []), new ObservedTargetGroup(Green, [])] }, typeof(TrafficDecision.Wait), "only 0 of 1 tasks are healthy"),
        ["another release"] = (Primary(Older, 1), typeof(TrafficDecision.RollOut), "notejam-production:6 serves"),
        ["another release at zero"] = (Primary(Older, 0), typeof(TrafficDecision.ScaleUp), "set to 0 tasks, with notejam-production:6"),
        ["ours at zero"] = (Primary(Ours, 0), typeof(TrafficDecision.ScaleUp), "set to 0 tasks, with notejam-production:7"),
        ["nothing released yet"] = (Primary(FakeService.Bootstrap, 0) with { PrimaryImage = "registry/notejam:bootstrap" }, typeof(TrafficDecision.FirstRelease), ""),
        ["nothing released, and scaled all the same"] = (Primary(FakeService.Bootstrap, 1) with { PrimaryImage = "registry/notejam:bootstrap" }, typeof(TrafficDecision.RollOut), ""),
        ["a first release that failed"] = (Primary(Older, 0) with { IsFirstReleasePending = true }, typeof(TrafficDecision.FirstRelease), "has never served"),
        ["a first release that is starting"] = (Primary(Ours, 1) with { IsFirstReleasePending = true }, typeof(TrafficDecision.FirstRelease), "has never served"),
    };

    public static TheoryData<string> Names => [.. States.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Each_state_that_can_be_seen_has_one_decision(string state)
    {
        var (seen, expected, why) = States[state];
        var decision = TrafficDecisions.Decide(seen, Ours, Samples.Digest, OutputsReaderTests.Sample());
        Assert.Equal(expected, decision.GetType());
        Assert.Contains(why, decision.Why, StringComparison.Ordinal);
    }

    [Fact]
    public void A_rule_that_leads_elsewhere_is_worth_a_word() =>
        Assert.Equal(["the production listener's rule of priority 10 answers with fixed-response"], TrafficDecisions.FindExceptions(Well with { Routes = [.. Well.Routes, Rule("fixed-response")] }));

    private static ObservedTaskSet Set(string id, string status, string definition, string group) => new(id, status, definition) { TargetGroupArn = group, Running = 1 };

    private static ObservedRoute Route(bool isTest, params (string Group, int Weight)[] weights) =>
        new(isTest ? FakeService.Test : FakeService.Production, "rule", "default", isTest, "forward", weights.ToDictionary(pair => pair.Group, pair => pair.Weight));

    private static ObservedRoute Rule(string action, params (string Group, int Weight)[] weights) =>
        new(FakeService.Production, "rule", "10", false, action, weights.ToDictionary(pair => pair.Group, pair => pair.Weight));

    private static ObservedTraffic With(string group, string state) =>
        Well with { Groups = [.. Well.Groups.Select(found => found.Arn == group ? found with { Targets = [.. found.Targets, new ObservedTarget("10.9.9.9", 80, state, null)] } : found)] };

    private static ObservedTraffic Beside(string status, string definition) =>
        Well with { Service = Well.Service with { TaskSets = [.. Well.Service.TaskSets, Set("ecs-svc/green", status, definition, Green)] } };

    private static ObservedTraffic Primary(string definition, int desired) =>
        Well with { Service = new ServiceState(definition, desired, desired) { TaskSets = [Set("ecs-svc/blue", "PRIMARY", definition, Blue)] } };
}
