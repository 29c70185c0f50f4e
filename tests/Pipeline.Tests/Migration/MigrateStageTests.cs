using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.ECS;
using Notejam.Pipeline.Migration;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tasks;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Migration;

public sealed class MigrateStageTests : IDisposable
{
    private const string Family = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production";
    private const string Ours = Family + ":7";
    private readonly FakeAws _aws = new();
    private readonly SilentLog _log = new();

    public MigrateStageTests()
    {
        _aws.On("DescribeServices", _ => JsonNode.Parse($$"""
            { "services": [{ "status": "ACTIVE", "desiredCount": 2, "taskSets": [{ "status": "PRIMARY", "taskDefinition": "{{Family}}:6", "runningCount": 2 }] }] }
            """)!);
        // Neither the live revision nor the newest is this document.
        _aws.On("DescribeTaskDefinition", _ => throw new AwsError("ClientException", "Unable to describe task definition."));
        _aws.On("RegisterTaskDefinition", _ => new JsonObject { ["taskDefinition"] = new JsonObject { ["taskDefinitionArn"] = Ours } });
        _aws.On("RunTask", _ => new JsonObject { ["tasks"] = new JsonArray(Task("new", Ours, "PENDING")) });
        _aws.On("GetLogEvents", _ => JsonNode.Parse("""{ "events": [{ "message": "column \"pad\" is missing" }] }""")!);
        Running();
    }

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_new_release_is_registered_and_migrates_the_database_once()
    {
        Ends(0);
        var migration = (await RunAsync()).Record;
        Assert.Equal((Ours, "new"), (migration.TaskDefinitionArn, migration.TaskArn![^3..]));
        var request = Assert.Single(_aws.Calls, call => call.Operation == "RunTask").Input;
        var container = request["overrides"]!["containerOverrides"]![0]!;
        Assert.Equal(["migrate"], container["command"]!.AsArray().Select(word => (string?)word));
        var environment = container["environment"]!.AsArray().ToDictionary(variable => (string)variable!["name"]!, variable => (string?)variable!["value"]);
        Assert.Equal("90", environment["Migration__CeilingMinutes"]);
        Assert.Equal(RunPresence.Here.Self, RunIdentity.Parse(environment["NOTEJAM_RUN"]));
    }

    [Fact]
    public async Task The_migration_of_a_run_that_was_killed_is_followed_and_not_started_beside_it()
    {
        Running(Task("old", Ours, "RUNNING"));
        Ends(0);
        Assert.EndsWith("/old", (await RunAsync()).Record.TaskArn, StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("RunTask"));
    }

    [Theory]
    [InlineData("here", true, "of another run on this machine (process 42, begun at 2026-01-02 03:04:05Z), which is still alive, migrates")]
    [InlineData("here", false, "of a run on this machine (process 42, begun at 2026-01-02 03:04:05Z), which has ended, migrates")]
    [InlineData("there", true, "of another run on ci-7 (process 42, begun at 2026-01-02 03:04:05Z), which may still be alive, migrates")]
    [InlineData(null, true, "of another run, which may still be alive, migrates")]
    public async Task What_is_said_of_the_run_that_began_the_migration_is_what_is_known_of_it(string? place, bool isAlive, string expected)
    {
        var begun = new DateTimeOffset(2026, 1, 2, 3, 4, 5, TimeSpan.Zero);
        var task = Task("old", Ours, "RUNNING");
        if (place is not null)
        {
            task["overrides"] = new JsonObject
            {
                ["containerOverrides"] = new JsonArray(new JsonObject
                {
                    ["name"] = "notejam",
                    ["environment"] = new JsonArray(new JsonObject { ["name"] = "NOTEJAM_RUN", ["value"] = new RunIdentity("ci-7", place, 42, begun).ToString() }),
                }),
            };
        }

        Running(task);
        var looks = 0;
        _aws.On("DescribeTasks", _ => new JsonObject { ["tasks"] = new JsonArray(looks++ == 0 ? task.DeepClone() : Task("old", Ours, "STOPPED", 0)) });
        await RunAsync(new RunPresence(new RunIdentity("me", "here", 1, begun), id => isAlive && id == 42 ? begun : null));
        Assert.Contains(_log.Lines, line => line.Contains(expected, StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_task_of_others_that_was_started_under_the_same_name_is_no_migration_of_ours()
    {
        Running(Task("theirs", "arn:aws:ecs:eu-central-1:123456789012:task-definition/billing:5", "RUNNING"));
        _aws.On("DescribeTasks", request => new JsonObject
        {
            ["tasks"] = new JsonArray(Id(request) == "theirs" ? Task("theirs", "arn:aws:ecs:eu-central-1:123456789012:task-definition/billing:5", "RUNNING") : Task(Id(request), Ours, "STOPPED", 0)),
        });
        Assert.EndsWith("/new", (await RunAsync()).Record.TaskArn, StringComparison.Ordinal);
        Assert.Equal(1, _aws.CountOf("RunTask"));
    }

    [Fact]
    public async Task The_migration_of_another_release_is_named_with_the_way_to_stop_it()
    {
        Running(Task("old", Family + ":5", "RUNNING"));
        var refused = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains("notejam-production:5, is under way in task old", refused.Message, StringComparison.Ordinal);
        Assert.Contains("aws ecs stop-task --cluster notejam-production --task old --region eu-central-1", refused.Message, StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("RunTask"));
    }

    [Fact]
    public async Task A_migration_that_fails_ends_with_its_exit_code_and_last_lines()
    {
        Ends(3);
        var failed = await Assert.ThrowsAsync<PipelineException>(() => RunAsync());
        Assert.Contains("exit code 3", failed.Message, StringComparison.Ordinal);
        Assert.Contains("| column \"pad\" is missing", failed.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("ACTIVE", 2, "STEADY_STATE", Ours, true, "skipped")]
    // What ECS starts no task of is registered again, and that is rolled out.
    [InlineData("INACTIVE", 2, "STEADY_STATE", Ours, true, "registered")]
    [InlineData("DELETE_IN_PROGRESS", 2, "STEADY_STATE", Ours, true, "registered")]
    // A tag can be copied by hand to a definition with another image.
    [InlineData("ACTIVE", 2, "STEADY_STATE", Ours, false, "registered")]
    // Tasks that are not ready prove no schema.
    [InlineData("ACTIVE", 2, "STABILIZING", Ours, true, "migrated")]
    [InlineData("ACTIVE", 0, "STEADY_STATE", Ours, true, "migrated")]
    [InlineData("ACTIVE", 2, "STEADY_STATE", Family + ":6", true, "migrated")]
    public async Task Only_what_is_live_ready_and_can_be_started_again_needs_no_migration(string status, int desired, string stability, string live, bool isOurImage, string expected)
    {
        var infra = OutputsReaderTests.Sample();
        var hash = new TaskDefinitionDocument(infra.TaskDefinitionTemplate, infra.ContainerName, $"registry/notejam-production@{Samples.Digest}").Hash;
        _aws.On("DescribeServices", _ => JsonNode.Parse($$"""
            { "services": [{ "status": "ACTIVE", "desiredCount": {{desired}}, "taskSets": [{ "id": "ecs-svc/1", "status": "PRIMARY", "taskDefinition": "{{live}}", "runningCount": {{desired}}, "stabilityStatus": "{{stability}}" }] }] }
            """)!);
        _aws.On("DescribeTaskDefinition", input => (string?)input["taskDefinition"] is { } name && (name == Ours || (status == "ACTIVE" && !name.Contains(':', StringComparison.Ordinal)))
            ? new JsonObject
            {
                ["taskDefinition"] = new JsonObject
                {
                    ["taskDefinitionArn"] = Ours, ["status"] = status,
                    ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["image"] = $"registry/notejam-production@{(isOurImage ? Samples.Digest : Samples.OtherDigest)}" }),
                },
                ["tags"] = new JsonArray(new JsonObject { ["key"] = TaskDefinitionDocument.HashTag, ["value"] = hash }),
            }
            : throw new AwsError("ClientException", "Unable to describe task definition."));
        _aws.On("RegisterTaskDefinition", _ => new JsonObject { ["taskDefinition"] = new JsonObject { ["taskDefinitionArn"] = Family + ":8" } });
        Ends(0);

        var result = await RunAsync();

        Assert.Equal(expected == "registered" ? Family + ":8" : Ours, result.Record.TaskDefinitionArn);
        Assert.Equal(expected == "skipped" ? StageOutcome.Skipped : StageOutcome.Done, result.Outcome);
        Assert.Equal((expected == "registered" ? 1 : 0, expected == "skipped" ? 0 : 1), (_aws.CountOf("RegisterTaskDefinition"), _aws.CountOf("RunTask")));
    }

    [Theory]
    [InlineData("ResourceInitializationError: failed to validate logger args: The specified log group does not exist.")]
    [InlineData("CannotPullContainerError: image not found")]
    public async Task A_migration_that_could_not_start_is_not_told_to_be_wrong(string reason)
    {
        _aws.On("DescribeTasks", request =>
        {
            var task = Task(Id(request), Ours, "STOPPED");
            (task["stopCode"], task["stoppedReason"]) = ("TaskFailedToStart", reason);
            return new JsonObject { ["tasks"] = new JsonArray(task) };
        });
        var failed = (await Assert.ThrowsAsync<PipelineException>(() => RunAsync())).Message;
        Assert.Contains($"The migration could not start: task new: {reason}", failed, StringComparison.Ordinal);
        Assert.Contains("./build.sh Plan Apply", failed, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_task_that_ECS_does_not_know_yet_is_pending()
    {
        var looks = 0;
        _aws.On("DescribeTasks", request => looks++ == 0
            ? JsonNode.Parse("""{ "tasks": [], "failures": [{ "arn": "a", "reason": "MISSING" }] }""")!
            : new JsonObject { ["tasks"] = new JsonArray(Task(Id(request), Ours, "STOPPED", 0)) });
        Assert.Equal(StageOutcome.Done, (await RunAsync()).Outcome);
    }

    [Fact]
    public async Task What_the_migration_says_is_shown_while_it_runs()
    {
        Ends(0);
        await RunAsync();
        Assert.Contains("  | column \"pad\" is missing", _log.Lines);
    }

    [Fact]
    public void A_migration_is_waited_for_beyond_its_own_ceiling() => Assert.True(MigrateStage.PatienceWith(TimeSpan.FromMinutes(240)) > TimeSpan.FromMinutes(240));

    private static JsonObject Task(string id, string definition, string status, int? exitCode = null) => new()
    {
        ["taskArn"] = $"arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/{id}", ["taskDefinitionArn"] = definition, ["lastStatus"] = status,
        ["stoppedReason"] = "Essential container in task exited", ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = exitCode }),
    };

    private void Running(params JsonObject[] tasks)
    {
        _aws.On("ListTasks", _ => new JsonObject { ["taskArns"] = new JsonArray([.. tasks.Select(task => task["taskArn"]!.DeepClone())]) });
        _aws.On("DescribeTasks", _ => new JsonObject { ["tasks"] = new JsonArray([.. tasks.Select(task => task.DeepClone())]) });
    }

    /// <summary>Whatever task is asked about still runs at the first look, and has ended at the next.</summary>
    private void Ends(int exitCode)
    {
        var looks = 0;
        _aws.On("DescribeTasks", request => new JsonObject
        {
            ["tasks"] = new JsonArray(looks++ == 0 ? Task(Id(request), Ours, "RUNNING") : Task(Id(request), Ours, "STOPPED", exitCode)),
        });
    }

    private static string Id(JsonNode request) => ((string)request["tasks"]![0]!).Split('/')[^1];

    [Theory]
    [InlineData("c-1", 0)]
    [InlineData("c-1-arm64", 1)]
    public async Task An_image_for_other_processors_than_the_tasks_ask_for_is_told_before_it_is_started(string tag, int warnings)
    {
        try
        {
            await RunAsync(tag: tag);
        }
        catch (Exception exception) when (exception is PipelineException or Amazon.Runtime.AmazonServiceException)
        {
            // Nothing else is answered here.
        }

        Assert.Equal(warnings, _log.Lines.Count(line => line == "the image c-1-arm64 is for ARM64, as the machine that built it, and the task definition asks for X86_64: Fargate cannot start it. Build it on a machine of that architecture"));
    }

    private async Task<StageResult<Pipeline.Records.Migration>> RunAsync(RunPresence? runs = null, string tag = "c-1")
    {
        var ceiling = TimeSpan.FromMinutes(90);
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var logs = new AmazonCloudWatchLogsClient(FakeAws.Credentials, _aws.Configure(new AmazonCloudWatchLogsConfig()));
        return await new MigrateStage(ecs, new TaskDefinitions(ecs), new OneOffTask(ecs, logs, new TaskEvidence(ecs, logs), new HurryingTime(), _log, "migration", MigrateStage.StartedBy, MigrateStage.PatienceWith(ceiling), follow: true) { Runs = runs ?? RunPresence.Here }, ceiling, _log)
            .RunAsync(new PushedImage("notejam-production", "registry/notejam-production", tag, Samples.Digest), OutputsReaderTests.Sample(), Samples.Revision);
    }
}
