using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.ECS;
using Amazon.RDS;
using Notejam.Pipeline.Recovery.Teardown;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>A recovery's teardown takes what the recovery has made, and nothing that others have put beside it.</summary>
public sealed class RecoverySweepTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task Of_tasks_that_were_started_under_the_same_name_only_those_of_our_family_are_stopped()
    {
        // Two pages, as of more than a hundred tasks.
        _aws.On("ListTasks", asked => (string?)asked["nextToken"] is null
            ? new JsonObject { ["taskArns"] = new JsonArray("arn:ours-1", "arn:theirs"), ["nextToken"] = "2" }
            : new JsonObject { ["taskArns"] = new JsonArray("arn:ours-2", "arn:stopped") });
        _aws.On("DescribeTasks", asked => new JsonObject { ["tasks"] = new JsonArray([.. asked["tasks"]!.AsArray().Select(arn => (JsonNode)Task((string)arn!))]) });
        _aws.On("StopTask", _ => new JsonObject());
        await SweepAsync(async sweep =>
        {
            await sweep.StopTasksAsync("notejam-production-dr", "notejam-production", ["notejam-probe"], CancellationToken.None);
            return 0;
        });
        Assert.Equal(["arn:ours-1", "arn:ours-2"], _aws.Calls.Where(call => call.Operation == "StopTask").Select(call => (string)call.Input["task"]!));
        // AWS refuses another filter beside startedBy.
        Assert.All(_aws.Calls.Where(call => call.Operation == "ListTasks"), call => Assert.Null(call.Input["family"]));
    }

    [Theory]
    [InlineData("notejam-production-drill-abcde", "Drill", true)]
    [InlineData("notejam-production-drill-abcde", "Owner", false)]
    [InlineData("notejam-production-drill-notebooks", "Drill", false)]
    [InlineData("notejam-production-live-abcde", "Drill", false)]
    [InlineData("billing", "Drill", false)]
    public async Task Only_a_database_with_a_drills_name_and_tag_is_deleted(string name, string tag, bool isDeleted)
    {
        var stands = true;
        _aws.OnQuery("DescribeDBInstances", _ => new XElement("R", new XElement("DBInstances", stands
            ? [new XElement("DBInstance", new XElement("DBInstanceIdentifier", name), new XElement("DBInstanceStatus", "available"), new XElement("TagList", new XElement("Tag", new XElement("Key", tag), new XElement("Value", "abcde"))))]
            : Array.Empty<XElement>())));
        _aws.OnQuery("DeleteDBInstance", _ =>
        {
            stands = false;
            return new XElement("R");
        });
        var deleted = await SweepAsync(sweep => sweep.DeleteDatabasesAsync("notejam-production-drill-", CancellationToken.None));
        Assert.Equal((isDeleted ? 1 : 0, !isDeleted), (deleted.Count, stands));
    }

    [Theory]
    [InlineData("InvalidParameterCombination", "Cannot delete protected DB Instance, please disable deletion protection and try again.")]
    [InlineData("InvalidDBInstanceState", "Instance is being modified.")]
    public async Task One_whose_protection_counts_still_is_told_again(string code, string message)
    {
        var (stands, asked) = (true, 0);
        _aws.OnQuery("DescribeDBInstances", _ => new XElement("R", new XElement("DBInstances", stands
            ? [new XElement("DBInstance", new XElement("DBInstanceIdentifier", "notejam-production-drill-abcde"), new XElement("DBInstanceStatus", "available"), new XElement("DeletionProtection", true), new XElement("TagList", new XElement("Tag", new XElement("Key", "Drill"), new XElement("Value", "abcde"))))]
            : Array.Empty<XElement>())));
        _aws.OnQuery("ModifyDBInstance", _ => new XElement("R"));
        _aws.OnQuery("DeleteDBInstance", _ =>
        {
            stands = ++asked < 3 ? throw new AwsError(code, message) : false;
            return new XElement("R");
        });
        Assert.Equal(["notejam-production-drill-abcde"], await SweepAsync(sweep => sweep.DeleteDatabasesAsync("notejam-production-drill-", CancellationToken.None)));
        Assert.Equal(3, asked);
    }

    [Fact]
    public async Task A_task_that_has_ended_meanwhile_needs_no_stop()
    {
        _aws.On("ListTasks", _ => new JsonObject { ["taskArns"] = new JsonArray("arn:ours-1", "arn:ours-2") });
        _aws.On("DescribeTasks", asked => new JsonObject { ["tasks"] = new JsonArray([.. asked["tasks"]!.AsArray().Select(arn => (JsonNode)Task((string)arn!))]) });
        _aws.On("StopTask", asked => (string?)asked["task"] == "arn:ours-1" ? throw new AwsError("InvalidParameterException", "The referenced task was not found.") : new JsonObject());
        await SweepAsync(async sweep =>
        {
            await sweep.StopTasksAsync("notejam-production-dr", "notejam-production", ["notejam-probe"], CancellationToken.None);
            return 0;
        });
        Assert.Equal(2, _aws.CountOf("StopTask"));
    }

    private static JsonObject Task(string arn) => new()
    {
        ["taskArn"] = arn,
        ["lastStatus"] = arn == "arn:stopped" ? "STOPPED" : "RUNNING",
        ["taskDefinitionArn"] = $"arn:aws:ecs:eu-west-2:123456789012:task-definition/{(arn == "arn:theirs" ? "notejam-production-billing" : "notejam-production")}:3",
    };

    private async Task<T> SweepAsync<T>(Func<RecoverySweep, Task<T>> act)
    {
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        return await act(new RecoverySweep(rds, ecs, "Drill", new HurryingTime(), new SilentLog()));
    }
}
