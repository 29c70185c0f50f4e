using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;
using EcsTask = Amazon.ECS.Model.Task;

namespace Notejam.Pipeline.Tests.Tasks;

public sealed class OneOffTaskTests : IDisposable
{
    private const string Arn = "arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/one";
    private readonly FakeAws _aws = new();
    private readonly SilentLog _log = new();
    private int _looks;

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task The_lines_of_its_log_are_shown_while_it_runs_each_once()
    {
        // botocore logs GetLogEvents: at the end of the stream "it returns the same token you passed in"; pages may be empty before it.
        var pages = new Dictionary<string, (string Next, string[] Lines)> { [""] = ("a", ["first"]), ["a"] = ("b", []), ["b"] = ("c", ["second", "third"]) };
        _aws.On("GetLogEvents", asked =>
        {
            var token = (string?)asked["nextToken"] ?? "";
            var (next, lines) = pages.GetValueOrDefault(token, (token, []));
            return Page(next, lines);
        });
        Describes(look => look < 4 ? Running() : Stopped(0));
        await WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["  | first", "  | second", "  | third"], _log.Lines);
        Assert.All(_aws.Calls.Where(call => call.Operation == "GetLogEvents"), call => Assert.True((bool?)call.Input["startFromHead"]));
    }

    [Fact]
    public async Task A_line_that_comes_after_its_end_is_shown_too()
    {
        var asked = 0;
        _aws.On("GetLogEvents", _ => asked++ < 5 ? throw new AwsError("ResourceNotFoundException", "not yet") : Page("a", asked < 7 ? ["the last"] : []));
        Describes(look => look > 1 ? Stopped(0) : Running());
        await WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(["  | the last"], _log.Lines);
    }

    [Theory]
    [InlineData("ResourceNotFoundException", 0)]
    [InlineData("AccessDeniedException", 1)]
    [InlineData("ThrottlingException", 1)]
    public async Task A_log_that_cannot_be_read_does_not_end_the_wait(string error, int lines)
    {
        _aws.On("GetLogEvents", _ => throw new AwsError(error, "no"));
        Describes(look => look < 4 ? Running() : Stopped(0));
        await WaitAsync(TimeSpan.FromMinutes(5));
        Assert.Equal(lines, _log.Lines.Count);
    }

    [Fact]
    public async Task At_its_ceiling_it_is_stopped_and_its_last_lines_are_shown()
    {
        var stopped = false;
        _aws.On("StopTask", _ =>
        {
            stopped = true;
            return new JsonObject { ["task"] = Running() };
        });
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a", "Cannot migrate: it was stopped (SIGTERM)"));
        Describes(_ => stopped ? Stopped(1) : Running());
        var late = await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.StartsWith("The migration task one was RUNNING after 1 minutes and was stopped: task one: ", late.Cause, StringComparison.Ordinal);
        Assert.EndsWith("| Cannot migrate: it was stopped (SIGTERM)", late.Cause, StringComparison.Ordinal);
        Assert.Equal("correct it", late.Remedy);
        Assert.Equal(Arn, (string?)Assert.Single(_aws.Calls, call => call.Operation == "StopTask").Input["task"]);
    }

    [Theory]
    [InlineData(true, "and could not be stopped (AccessDeniedException: no)")]
    [InlineData(false, "and has not ended 2 minutes after it was stopped")]
    public async Task One_that_does_not_stop_is_said_to_go_on_with_the_command_that_stops_it(bool refused, string expected)
    {
        _aws.On("StopTask", _ => refused ? throw new AwsError("AccessDeniedException", "no") : new JsonObject { ["task"] = Running() });
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a"));
        Describes(_ => Running());
        var late = await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains(expected, late.Cause, StringComparison.Ordinal);
        Assert.Contains("aws ecs stop-task --cluster notejam-production --task one --region eu-central-1", late.Remedy, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_may_go_on_is_not_stopped()
    {
        Describes(_ => Running());
        var late = await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(1), followed: false));
        Assert.Contains("is RUNNING after 1 minutes", late.Cause, StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("StopTask"));
        Assert.Equal(0, _aws.CountOf("GetLogEvents"));
    }

    [Fact]
    public async Task A_task_that_ECS_does_not_know_yet_is_asked_for_again()
    {
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a"));
        Describes(look => look switch { 1 => null, 2 => Running(), _ => Stopped(0) });
        await WaitAsync(TimeSpan.FromMinutes(5));
    }

    [Fact]
    public async Task A_task_that_ECS_has_forgotten_is_named()
    {
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a"));
        Describes(_ => null);
        var lost = await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(5)));
        Assert.Contains("ECS knows nothing of the migration task one", lost.Cause, StringComparison.Ordinal);
    }

    [Fact]
    public async Task It_is_polled_less_often_the_longer_it_runs()
    {
        Describes(look => look < 1000 ? Running() : Stopped(0));
        await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(10), followed: false));
        // Each second of ten minutes would be 600.
        Assert.InRange(_aws.CountOf("DescribeTasks"), 100, 200);
    }

    [Fact]
    public async Task An_answer_behind_empty_pages_is_found()
    {
        // The newest page is asked for first; its token leads to older ones.
        _aws.On("GetLogEvents", asked => ((string?)asked["nextToken"]) switch { null => Page("b/1"), "b/1" => Page("b/2"), "b/2" => Page("b/3", "first", "the answer"), var token => Page(token) });
        Assert.Equal("the answer", await AskAsync());
    }

    [Fact]
    public async Task A_look_that_fails_ends_no_wait()
    {
        Describes(look => look switch { 1 => throw new AwsError("ThrottlingException", "Rate exceeded"), 3 => throw new AwsError("ServerException", "soon"), < 6 => Running(), _ => Stopped(0) });
        await WaitAsync(TimeSpan.FromMinutes(5), followed: false);
        Assert.Equal(2, _log.Lines.Count(line => line.StartsWith("the migration task one cannot be looked at: ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_task_is_started_by_a_token_so_that_a_lost_answer_starts_no_second_one()
    {
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a", "the answer"));
        await AskAsync();
        await AskAsync();
        var tokens = _aws.Calls.Where(call => call.Operation == "RunTask").Select(call => (string?)call.Input["clientToken"]).ToList();
        Assert.Equal(2, tokens.Distinct().Count(token => token is { Length: > 0 and <= 64 }));
    }

    [Fact]
    public async Task One_that_has_ended_when_it_is_to_be_stopped_ends_as_it_did()
    {
        var gone = false;
        _aws.On("StopTask", _ =>
        {
            gone = true;
            throw new AwsError("InvalidParameterException", "The referenced task was not found.");
        });
        _aws.On("GetLogEvents", asked => Page((string?)asked["nextToken"] ?? "a", "too late"));
        Describes(_ => gone ? Stopped(1) : Running());
        var late = await Assert.ThrowsAsync<PipelineException>(() => WaitAsync(TimeSpan.FromMinutes(1)));
        Assert.Contains("was RUNNING after 1 minutes and was stopped: task one: ", late.Cause, StringComparison.Ordinal);
    }

    private async Task<string> AskAsync()
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig { MaxErrorRetry = 0 }));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig { MaxErrorRetry = 0 }));
        _aws.On("RunTask", _ => new JsonObject { ["tasks"] = new JsonArray(Stopped(0)) });
        return await new OneOffTask(ecs, logs, new TaskEvidence(ecs, logs), new HurryingTime(), _log, "probe", "notejam-probe").AskAsync(OutputsReaderTests.Sample(), "arn:aws:ecs:x:1:task-definition/notejam:3", ["inventory"], CancellationToken.None);
    }

    private static JsonObject Page(string next, params string[] lines) => new()
    {
        ["events"] = new JsonArray([.. lines.Select(line => new JsonObject { ["message"] = line + "\n", ["timestamp"] = 1 })]), ["nextForwardToken"] = next, ["nextBackwardToken"] = next,
    };

    private static JsonObject Running() => new() { ["taskArn"] = Arn, ["lastStatus"] = "RUNNING" };

    private static JsonObject Stopped(int exitCode) => new()
    {
        ["taskArn"] = Arn, ["lastStatus"] = "STOPPED", ["stoppedReason"] = "Essential container in task exited",
        ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = exitCode }),
    };

    /// <summary>What ECS says at each look, from 1; null: it knows no such task.</summary>
    private void Describes(Func<int, JsonObject?> look) => _aws.On("DescribeTasks", _ => look(++_looks) is { } task
        ? new JsonObject { ["tasks"] = new JsonArray(task) }
        : new JsonObject { ["tasks"] = new JsonArray(), ["failures"] = new JsonArray(new JsonObject { ["arn"] = Arn, ["reason"] = "MISSING" }) });

    private async Task<EcsTask> WaitAsync(TimeSpan patience, bool followed = true)
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig { MaxErrorRetry = 0 }));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig { MaxErrorRetry = 0 }));
        var task = new OneOffTask(ecs, logs, new TaskEvidence(ecs, logs), new HurryingTime(), _log, "migration", "notejam-migrate", patience, followed);
        return await task.WaitAsync(OutputsReaderTests.Sample(), new EcsTask { TaskArn = Arn, LastStatus = "PENDING" }, "correct it", CancellationToken.None);
    }
}
