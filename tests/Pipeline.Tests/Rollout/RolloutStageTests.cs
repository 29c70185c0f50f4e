using System.Xml.Linq;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Rollout;

public sealed class RolloutStageTests : IDisposable
{
    private readonly FakeService _service = new();

    public void Dispose() => _service.Dispose();

    [Fact]
    public async Task What_takes_all_traffic_is_not_rolled_out_again_while_a_task_is_replaced()
    {
        _service.Running = 1;
        var looks = 0;
        _service.OnLook = service => service.Running = ++looks < 3 ? 1 : 2;
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Skipped, RolloutOutcome.Unchanged), (result.Outcome, result.Record.Outcome));
        Assert.Contains("2 of 2 tasks run and are healthy", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _service.Aws.CountOf("CreateDeployment"));
    }

    private static readonly Dictionary<string, (Action<FakeService> Change, string Told)> Unwell = new()
    {
        ["a task does not run"] = (service => service.Running = 1, "only 1 of 2 tasks run"),
        ["no task runs"] = (service => service.Running = 0, "only 0 of 2 tasks run"),
        ["no task is healthy"] = (service => service.TargetState = "unhealthy", "only 0 of 2 tasks are healthy (blue-1: Health checks failed)"),
    };

    public static TheoryData<string> UnwellNames => [.. Unwell.Keys];

    [Theory]
    [MemberData(nameof(UnwellNames))]
    public async Task What_takes_all_traffic_but_cannot_answer_is_said_so(string what)
    {
        var (change, told) = Unwell[what];
        change(_service);
        Assert.Contains(told, (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.Aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task It_is_not_called_unchanged_while_another_release_takes_the_traffic_away()
    {
        _service.Active = "Notejam release notejam-production:8";
        Assert.Contains("d-1", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(Severity.Critical, Severity.High, true)]
    [InlineData(Severity.High, Severity.High, false)]
    [InlineData(Severity.Medium, Severity.High, false)]
    public async Task A_verdict_that_was_laxer_than_asked_for_is_none(Severity scannedWith, Severity asked, bool isRefused)
    {
        if (isRefused) Assert.Contains("lets pass what is below Critical", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync(scannedWith, asked))).Message, StringComparison.Ordinal);
        else Assert.Equal(StageOutcome.Skipped, (await RunAsync(scannedWith, asked)).Outcome);
    }

    private static readonly Dictionary<string, Action<FakeService>> Misled = new()
    {
        ["all to the empty group"] = service => service.Default.Weights = [(FakeService.Blue, 0), (FakeService.Green, 100)],
        ["the empty group alone"] = service => service.Default.Weights = [(FakeService.Green, 1)],
        ["a tenth to the empty group"] = service => service.Default.Weights = [(FakeService.Blue, 90), (FakeService.Green, 10)],
        ["no weight at all"] = service => service.Default.Weights = [(FakeService.Blue, 0), (FakeService.Green, 0)],
        ["the test listener"] = service => service.Rules[1].Weights = [(FakeService.Green, 100)],
        ["a rule before the default one"] = service => service.Rules.Add(new FakeRule(FakeService.Production, "10", (FakeService.Green, 1))),
    };

    public static TheoryData<string> MisledNames => [.. Misled.Keys];

    [Theory]
    [MemberData(nameof(MisledNames))]
    public async Task A_listener_that_was_pointed_elsewhere_is_pointed_back_without_a_deployment(string what)
    {
        Misled[what](_service);
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Done, RolloutOutcome.Live), (result.Outcome, result.Record.Outcome));
        Assert.Contains("pointed back", result.Reason, StringComparison.Ordinal);
        Assert.All(_service.Rules, rule => Assert.Equal((FakeService.Blue, 100), rule.Weights[0]));
        Assert.All(_service.Rules, rule => Assert.Equal(0, rule.Weights.Skip(1).Sum(pair => pair.Weight)));
        Assert.Equal(0, _service.Aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task What_a_stopped_deployment_has_left_is_put_in_order_by_pointing_back_and_deploying_again()
    {
        _service.Leftover = FakeService.Family + ":8";
        _service.Default.Weights = [(FakeService.Blue, 90), (FakeService.Green, 10)];
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Done, "d-1"), (result.Outcome, result.Record.DeploymentId));
        Assert.Contains("10 % to notejam-green (notejam-production:8)", result.Reason, StringComparison.Ordinal);
        // CodeDeploy refuses to begin while the other task set is behind the listener.
        var order = _service.Aws.Calls.Select(call => call.Operation).Where(name => name is "ModifyListener" or "CreateDeployment");
        Assert.Equal(["ModifyListener", "CreateDeployment"], order);
    }

    [Fact]
    public async Task The_deployment_is_told_before_it_is_watched_so_that_a_run_that_is_broken_off_can_name_it()
    {
        _service.Primary = FakeService.Older;
        _service.Aws.On("GetDeployment", _ => throw new AwsError("InvalidDeploymentIdException", "enough seen"));
        var begun = new List<Pipeline.Records.Rollout>();

        await Assert.ThrowsAnyAsync<Amazon.Runtime.AmazonServiceException>(() => RunAsync(begun: begun.Add));

        Assert.Equal(("d-1", FakeService.Ours, RolloutOutcome.UnderWay), begun.Select(rollout => (rollout.DeploymentId, rollout.TaskDefinitionArn, rollout.Outcome)).Single());
    }

    [Fact]
    public async Task Before_another_release_is_rolled_out_the_listener_is_pointed_at_what_serves()
    {
        (_service.Primary, _service.Leftover) = (FakeService.Older, FakeService.Ours);
        _service.Default.Weights = [(FakeService.Blue, 90), (FakeService.Green, 10)];
        Assert.Equal(RolloutOutcome.Live, (await RunAsync()).Record.Outcome);
        Assert.Equal(["ModifyListener", "CreateDeployment"], _service.Aws.Calls.Select(call => call.Operation).Where(name => name is "ModifyListener" or "CreateDeployment"));
    }

    [Fact]
    public async Task The_old_tasks_of_a_deployment_that_waits_to_end_them_are_no_leftovers()
    {
        (_service.Leftover, _service.Active, _service.Waits) = (FakeService.Older, "Notejam release notejam-production:7", true);
        Assert.Equal(StageOutcome.Skipped, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task Tasks_of_another_image_are_replaced()
    {
        _service.TaskDigest = Samples.OtherDigest.ToString();
        _service.OnDeployed = (service, _) => service.TaskDigest = null;
        var result = await RunAsync();
        Assert.Equal("d-1", result.Record.DeploymentId);
        Assert.Contains(Samples.OtherDigest.ToString(), result.Reason, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(true, 3)]
    [InlineData(false, 3)]
    [InlineData(true, int.MaxValue)]
    public async Task Nothing_is_begun_while_an_alarm_rings_that_would_stop_it(bool isMetric, int looks)
    {
        _service.Primary = FakeService.Older;
        _service.Alarms = ["notejam-blue-5xx", "notejam-green-5xx"];
        var looked = 0;
        _service.Aws.OnQuery("DescribeAlarms", asked =>
        {
            Assert.Equal(("notejam-blue-5xx", "notejam-green-5xx"), ((string?)asked["AlarmNames.member.1"], (string?)asked["AlarmNames.member.2"]));
            return new XElement("Result", new XElement(isMetric ? "MetricAlarms" : "CompositeAlarms", Alarm("notejam-blue-5xx", ++looked < looks ? "ALARM" : "OK"), Alarm("notejam-green-5xx", "INSUFFICIENT_DATA")));
        });
        if (looks < int.MaxValue)
        {
            Assert.Equal(RolloutOutcome.Live, (await RunAsync()).Record.Outcome);
            Assert.Equal(looks, looked);
            return;
        }

        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains("the alarm notejam-blue-5xx is in ALARM (since 1970-01-01 00:00:00Z: set by hand)", refused.Cause, StringComparison.Ordinal);
        Assert.Contains("aws cloudwatch set-alarm-state --alarm-name notejam-blue-5xx --state-value OK", refused.Remedy, StringComparison.Ordinal);
        Assert.DoesNotContain("green", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.Aws.CountOf("CreateDeployment"));

        static XElement Alarm(string name, string state) => new("member", new XElement("AlarmName", name), new XElement("StateValue", state), new XElement("StateReason", "set by hand"), new XElement("StateUpdatedTimestamp", "1970-01-01T00:00:00Z"));
    }

    private static readonly Dictionary<string, (Action<FakeService> Change, string Told, string Remedy)> Refused = new()
    {
        ["a maintenance page"] = (service => service.Default.Action = "fixed-response", "production listener answers with fixed-response", "aws elbv2 modify-listener --listener-arn " + FakeService.Production + " --default-actions Type=forward,TargetGroupArn=" + FakeService.Blue),
        ["a redirect"] = (service => service.Default.Action = "redirect", "production listener answers with redirect", "aws elbv2 modify-listener"),
        ["another service's group"] = (service => service.Default.Weights = [(FakeService.Foreign, 1)], "100 % to billing (not of this service)", "aws elbv2 modify-listener"),
        ["a part to another service"] = (service => service.Default.Weights = [(FakeService.Blue, 50), (FakeService.Foreign, 50)], "50 % to billing", "aws elbv2 modify-listener"),
        ["a stranger beside the tasks"] = (service => service.Strangers[FakeService.Blue] = "10.9.9.9", "requests reach them: 10.9.9.9:8080", "aws elbv2 deregister-targets --target-group-arn " + FakeService.Blue + " --targets Id=10.9.9.9,Port=8080"),
        ["a stranger in the idle group"] = (service => service.Strangers[FakeService.Green] = "10.9.9.9", "the next release would share its requests", "aws elbv2 deregister-targets --target-group-arn " + FakeService.Green),
        ["a deregistered release"] = (service => service.DefinitionStatus[FakeService.Ours] = "INACTIVE", "notejam-production:7 is INACTIVE", "./build.sh Migrate"),
        ["a release that is being deleted"] = (service => service.DefinitionStatus[FakeService.Ours] = "DELETE_IN_PROGRESS", "is DELETE_IN_PROGRESS", "./build.sh Migrate"),
        ["a deleted release"] = (service => service.DefinitionStatus[FakeService.Ours] = "deleted", "is deleted", "./build.sh Migrate"),
        ["a deleted service"] = (service => service.ServiceStatus = "INACTIVE", "is INACTIVE: it was deleted", "./build.sh Plan Apply"),
        ["a service on its way out"] = (service => service.ServiceStatus = "DRAINING", "is DRAINING", "./build.sh Plan Apply"),
        ["a deleted cluster"] = (service => service.Aws.On("DescribeServices", _ => throw new AwsError("ClusterNotFoundException", "Cluster not found.")).On("ListTasks", _ => throw new AwsError("ClusterNotFoundException", "Cluster not found.")), "There is no service notejam in the cluster notejam-production", "./build.sh Plan Apply"),
        ["a deleted listener"] = (service => service.Aws.OnQuery("DescribeRules", _ => throw new AwsError("ListenerNotFound", "not there")), "listener/app/notejam/1/1 is not there any more", "./build.sh Plan Apply"),
        ["a deleted target group"] = (service => service.Aws.OnQuery("DescribeTargetGroups", _ => throw new AwsError("TargetGroupNotFound", "not there")), "One of the target groups notejam-blue and notejam-green", "./build.sh Plan Apply"),
        ["a deleted deployment group"] = (service => service.Aws.On("ListDeployments", _ => throw new AwsError("DeploymentGroupDoesNotExistException", "no")).On("GetDeploymentGroup", _ => throw new AwsError("DeploymentGroupDoesNotExistException", "no")), "CodeDeploy has no deployment group notejam", "./build.sh Plan Apply"),
    };

    public static TheoryData<string> RefusedNames => [.. Refused.Keys];

    [Theory]
    [MemberData(nameof(RefusedNames))]
    public async Task What_hands_have_changed_and_must_not_be_undone_unasked_is_refused_with_the_command(string what)
    {
        var (change, told, remedy) = Refused[what];
        change(_service);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains(told, refused.Message, StringComparison.Ordinal);
        Assert.Contains(remedy, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(_service.Aws.Calls, call => call.Operation is "CreateDeployment" or "ModifyListener" or "UpdateService");
    }

    [Fact]
    public async Task Whoever_is_served_elsewhere_is_not_cut_off_for_tasks_that_cannot_answer()
    {
        (_service.Leftover, _service.Running) = (FakeService.Older, 0);
        _service.Default.Weights = [(FakeService.Green, 100)];
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains("100 % to notejam-green (notejam-production:6), and no task of the PRIMARY task set with notejam-production:7 is healthy", refused.Message, StringComparison.Ordinal);
        Assert.Contains("To send requests there all the same: aws elbv2 modify-listener", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _service.Aws.CountOf("ModifyListener"));
    }

    [Fact]
    public async Task What_somebody_changes_again_and_again_is_given_up()
    {
        _service.Aws.OnQuery("ModifyListener", _ => new System.Xml.Linq.XElement("Result"));
        _service.Default.Weights = [(FakeService.Green, 100)];
        Assert.Contains("does not stay so", (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(FakeService.Bootstrap, 0, false, false, "CodeDeployDefault.ECSAllAtOnce")]
    [InlineData(FakeService.Older, 2, false, true, null)]
    // Somebody has set the service to zero: the release is asked all the same.
    [InlineData(FakeService.Older, 0, false, true, null)]
    // The first release never became healthy: there is still no older one.
    [InlineData(FakeService.Older, 0, true, false, "CodeDeployDefault.ECSAllAtOnce")]
    public async Task A_release_goes_without_its_hook_only_when_nothing_was_released_before(string primary, int desired, bool isPending, bool isAsked, string? configuration)
    {
        (_service.Primary, _service.Desired) = (primary, desired);
        if (isPending) _service.Pending.Add(primary);

        Assert.Equal(RolloutOutcome.Live, (await RunAsync()).Record.Outcome);

        var request = Assert.Single(_service.Aws.Calls, call => call.Operation == "CreateDeployment").Input;
        Assert.Equal(isAsked, ((string)request["revision"]!["appSpecContent"]!["content"]!).Contains("\"Hooks\"", StringComparison.Ordinal));
        Assert.Equal(configuration, (string?)request["deploymentConfigName"]);
        Assert.Equal(2, _service.Desired);
        Assert.DoesNotContain(FakeService.Ours, _service.Pending);
    }

    [Fact]
    public async Task A_service_that_was_set_to_zero_gets_its_tasks_back_before_the_release_is_deployed()
    {
        (_service.Primary, _service.Desired) = (FakeService.Older, 0);
        var result = await RunAsync();
        Assert.Equal(["UpdateService", "CreateDeployment"], _service.Aws.Calls.Select(call => call.Operation).Where(name => name is "UpdateService" or "CreateDeployment"));
        Assert.Contains("was set to 0 tasks, with notejam-production:6 in it: to 2 again", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task The_release_of_a_service_that_was_set_to_zero_is_started_again_and_not_deployed_again()
    {
        _service.Desired = 0;
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Done, RolloutOutcome.Live, 2), (result.Outcome, result.Record.Outcome, _service.Desired));
        Assert.Contains("was set to 0 tasks", result.Reason, StringComparison.Ordinal);
        Assert.Equal(0, _service.Aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task A_release_that_dies_when_it_is_started_again_leaves_the_service_at_zero_with_its_cause()
    {
        _service.Desired = 0;
        _service.OnScaled = service =>
        {
            service.Running = 0;
            service.Died.AddRange(["blue-7", "blue-8", "blue-9"]);
        };
        var result = await RunAsync();
        Assert.Equal((StageOutcome.Failed, 0), (result.Outcome, _service.Desired));
        Assert.Contains("| Notejam cannot start: the flux capacitor is missing", result.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_first_release_that_a_killed_run_has_deployed_is_only_started()
    {
        _service.Desired = 0;
        _service.Pending.Add(FakeService.Ours);
        Assert.Equal(RolloutOutcome.Live, (await RunAsync()).Record.Outcome);
        Assert.Equal((2, 0), (_service.Desired, _service.Aws.CountOf("CreateDeployment")));
        Assert.Empty(_service.Pending);
    }

    [Fact]
    public async Task A_first_release_that_dies_stays_marked_so_that_the_next_finds_no_older_one_in_it()
    {
        (_service.Primary, _service.Desired) = (FakeService.Bootstrap, 0);
        _service.OnScaled = service =>
        {
            service.Running = 0;
            if (service.Desired > 0) service.Died.AddRange(["blue-7", "blue-8", "blue-9"]);
        };
        var result = await RunAsync();
        Assert.Contains("there is no older one to go back to (the service is at zero tasks again)", result.Reason, StringComparison.Ordinal);
        Assert.Equal((RolloutOutcome.Failed, 0), (result.Record.Outcome, _service.Desired));
        Assert.Contains(FakeService.Ours, _service.Pending);
    }

    [Fact]
    public async Task The_first_release_ends_the_wait_for_old_tasks_before_it_scales_them_too()
    {
        (_service.Primary, _service.Desired) = (FakeService.Bootstrap, 0);
        _service.OnDeployed = (service, _) => (service.Primary, service.Leftover, service.Active, service.Waits) = (FakeService.Ours, FakeService.Bootstrap, "Notejam release notejam-production:7", true);
        await RunAsync();
        Assert.Equal(["ContinueDeployment", "UpdateService"], _service.Aws.Calls.Select(call => call.Operation).Where(name => name is "ContinueDeployment" or "UpdateService"));
    }

    private async Task<StageResult<Pipeline.Records.Rollout>> RunAsync(Severity scannedWith = Severity.High, Severity asked = Severity.High, Action<Pipeline.Records.Rollout>? begun = null) =>
        await _service.CreateStage(new HurryingTime(times: 30), begun)
            .RunAsync(new Pipeline.Records.Migration(FakeService.Ours, Samples.Digest, null), Samples.Verdict(Samples.Digest, scannedWith), asked, OutputsReaderTests.Sample());
}
