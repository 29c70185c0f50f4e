using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Ecs;

[Trait("Suite", "wire")]
[Collection(EcsCollection.Name)]
public sealed class TaskLifeTests(EcsHarness sandbox)
{
    [Fact]
    public async Task A_task_ends_with_its_exit_code_and_all_its_lines()
    {
        var definition = await sandbox.RegisterAsync("once", "echo unused");
        var overrides = new JsonObject
        {
            ["containerOverrides"] = new JsonArray(new JsonObject
            {
                ["name"] = "app",
                ["command"] = new JsonArray("echo $GREETING; echo last words >&2; exit 3"),
                ["environment"] = new JsonArray(new JsonObject { ["name"] = "GREETING", ["value"] = "hello" }),
            }),
        };

        var task = await sandbox.RunToEndAsync(definition, overrides);

        Assert.Equal(3, (int?)task["containers"]![0]!["exitCode"]);
        Assert.Equal("Essential container in task exited", (string?)task["stoppedReason"]);
        Assert.Equal("EssentialContainerExited", (string?)task["stopCode"]);
        Assert.Equal(["hello", "last words"], sandbox.Emulator.LinesOf(IdOf(task)).Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task A_secret_reaches_the_container_and_not_the_task()
    {
        var definition = await sandbox.RegisterAsync("secret", "echo $PASSWORD", container => container["secrets"] = Secrets(RecordingEmulator.SecretArn + ":password::"));

        var task = await sandbox.RunToEndAsync(definition);

        Assert.Equal(["open sesame"], sandbox.Emulator.LinesOf(IdOf(task)));
        Assert.DoesNotContain("open sesame", task.ToJsonString(), StringComparison.Ordinal);
    }

    // "A task definition revision will stay in DELETE_IN_PROGRESS status until all the associated tasks and services have been
    // terminated" (botocore ecs, DeleteTaskDefinitions).
    [Fact]
    public async Task A_deleted_definition_stays_until_its_task_has_stopped()
    {
        var definition = await sandbox.RegisterAsync("deleted", "sleep 60");
        var task = (await sandbox.EcsAsync("RunTask", new JsonObject { ["cluster"] = EcsHarness.Cluster, ["taskDefinition"] = definition }))["tasks"]![0]!;
        await sandbox.EcsAsync("DeregisterTaskDefinition", new JsonObject { ["taskDefinition"] = definition });
        var answer = await sandbox.EcsAsync("DeleteTaskDefinitions", new JsonObject { ["taskDefinitions"] = new JsonArray(definition) });
        Assert.Equal("DELETE_IN_PROGRESS", (string?)answer["taskDefinitions"]![0]!["status"]);
        Assert.Equal((0, 1), (await CountAsync("INACTIVE"), await CountAsync("DELETE_IN_PROGRESS")));

        await sandbox.EcsAsync("StopTask", new JsonObject { ["cluster"] = EcsHarness.Cluster, ["task"] = (string)task["taskArn"]! });
        await EcsHarness.EventuallyAsync(() => CountAsync("DELETE_IN_PROGRESS"), count => count == 0);

        async Task<int> CountAsync(string status) =>
            (await sandbox.EcsAsync("ListTaskDefinitions", new JsonObject { ["familyPrefix"] = "deleted", ["status"] = status }))["taskDefinitionArns"]!.AsArray().Count;
    }

    [Fact]
    public async Task A_task_weighs_more_than_other_processes_of_the_machine()
    {
        // The first is cgroup v1's, in Docker's measure; the second v2's, of which an ordinary process has 100.
        var definition = await sandbox.RegisterAsync(
            "weight", "cat /sys/fs/cgroup/cpu/cpu.shares 2>/dev/null || echo v2 $(cat /sys/fs/cgroup/cpu.weight)", container => container["cpu"] = 256);

        var line = Assert.Single(sandbox.Emulator.LinesOf(IdOf(await sandbox.RunToEndAsync(definition))));

        if (line.StartsWith("v2 ", StringComparison.Ordinal)) Assert.InRange(int.Parse(line[3..], CultureInfo.InvariantCulture), 101, 10_000);
        else Assert.Equal("4096", line);
    }

    [Fact]
    public async Task A_secret_that_is_not_there_is_the_stopped_reason()
    {
        var definition = await sandbox.RegisterAsync("nosecret", "echo $PASSWORD", container => container["secrets"] = Secrets("arn:aws:secretsmanager:eu-central-1:123456789012:secret:none"));

        var task = await sandbox.RunToEndAsync(definition);

        Assert.StartsWith("ResourceInitializationError: unable to pull secrets", (string?)task["stoppedReason"], StringComparison.Ordinal);
        Assert.Equal("TaskFailedToStart", (string?)task["stopCode"]);
    }

    [Fact]
    public async Task A_secret_whose_key_is_disabled_is_the_stopped_reason()
    {
        var definition = await sandbox.RegisterAsync("locked", "echo $PASSWORD", container => container["secrets"] = Secrets(RecordingEmulator.LockedArn + ":password::"));

        var task = await sandbox.RunToEndAsync(definition);

        Assert.Contains("DecryptionFailure: Secrets Manager can't decrypt", (string?)task["stoppedReason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_its_registry_does_not_have_any_more_starts_no_task_though_this_machine_has_it()
    {
        var image = await sandbox.TagAsync("gone");
        var definition = await sandbox.RegisterAsync("gone", "true", container => container["image"] = image);

        var task = await sandbox.RunToEndAsync(definition);

        Assert.Contains($"failed to resolve ref {image}", (string?)task["stoppedReason"], StringComparison.Ordinal);
        Assert.StartsWith("CannotPullContainerError: ", (string?)task["stoppedReason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_image_that_is_nowhere_is_the_stopped_reason()
    {
        var definition = await sandbox.RegisterAsync("noimage", "true", container => container["image"] = "127.0.0.1:1/none:1");

        var task = await sandbox.RunToEndAsync(definition);

        Assert.StartsWith("CannotPullContainerError: ", (string?)task["stoppedReason"], StringComparison.Ordinal);
        Assert.Contains("127.0.0.1:1/none:1", (string?)task["stoppedReason"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_container_that_dies_at_once_is_started_again_and_its_reasons_are_kept()
    {
        var definition = await sandbox.RegisterAsync("crash", "echo no database >&2; exit 7");
        await sandbox.CreateServiceAsync("crash", definition, 1);

        var service = await EcsHarness.EventuallyAsync(
            async () => (await sandbox.EcsAsync("DescribeServices", new JsonObject { ["cluster"] = EcsHarness.Cluster, ["services"] = new JsonArray("crash") }))["services"]![0]!,
            found => found["events"]!.ToJsonString().Contains("unable to consistently start tasks", StringComparison.Ordinal));
        var sets = await sandbox.TaskSets.DescribeAsync(EcsHarness.Region, EcsHarness.Cluster, "crash", CancellationToken.None);
        await sandbox.EcsAsync("DeleteService", new JsonObject { ["cluster"] = EcsHarness.Cluster, ["service"] = "crash", ["force"] = true });

        Assert.True((int)service["deployments"]![0]!["failedTasks"]! >= 3);
        Assert.Equal("Essential container in task exited (container app, exit code 7)", sets[0].StoppedReasons[0]);
    }

    [Fact]
    public async Task A_service_of_CodeDeploy_refuses_another_definition()
    {
        var definition = await sandbox.RegisterAsync("refused", "sleep 60");
        var input = new JsonObject
        {
            ["cluster"] = EcsHarness.Cluster, ["serviceName"] = "refused", ["taskDefinition"] = definition, ["desiredCount"] = 0,
            ["deploymentController"] = new JsonObject { ["type"] = "CODE_DEPLOY" },
        };
        await sandbox.EcsAsync("CreateService", input);

        var error = await Assert.ThrowsAsync<AwsException>(() => sandbox.EcsAsync(
            "UpdateService", new JsonObject { ["cluster"] = EcsHarness.Cluster, ["service"] = "refused", ["taskDefinition"] = definition }));

        Assert.Equal(
            "Unable to update task definition on services with a CODE_DEPLOY deployment controller. Use AWS CodeDeploy to trigger a new deployment.", error.Message);
    }

    private static JsonArray Secrets(string valueFrom) => new(new JsonObject { ["name"] = "PASSWORD", ["valueFrom"] = valueFrom });

    private static string IdOf(JsonObject task) => ((string)task["taskArn"]!).Split('/')[^1];
}
