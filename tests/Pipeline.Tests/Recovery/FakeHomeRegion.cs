using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>The primary region as a failover and a failback meet it: one service, its tasks, its database.</summary>
internal sealed class FakeHomeRegion : IDisposable
{
    private const string DefinitionArn = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:7";
    private readonly Action _ask;

    /// <param name="ask">Hears of each call before it is answered, and again when it has had its effect.</param>
    public FakeHomeRegion(Action ask)
    {
        _ask = ask;
        On("DescribeClusters", _ => RefusesAfterSnapshot && Snapshots.Count > 0 ? throw new AwsError("AccessDeniedException", "not any more") : new JsonObject { ["clusters"] = new JsonArray() });
        OnQuery("DescribeDBInstances", _ => new XElement("R"));
        On("DescribeServices", _ => new JsonObject { ["services"] = new JsonArray(new JsonObject { ["serviceName"] = "notejam-production", ["status"] = "ACTIVE", ["desiredCount"] = Desired, ["runningCount"] = Desired, ["pendingCount"] = 0, ["taskDefinition"] = DefinitionArn }) });
        On("UpdateService", asked =>
        {
            Desired = (int)asked["desiredCount"]!;
            return new JsonObject();
        });
        On("DescribeScalableTargets", _ => new JsonObject { ["ScalableTargets"] = new JsonArray(new JsonObject { ["ServiceNamespace"] = "ecs", ["ResourceId"] = "service/notejam-production/notejam-production", ["ScalableDimension"] = "ecs:service:DesiredCount", ["MinCapacity"] = 2, ["MaxCapacity"] = 4, ["RoleARN"] = "arn", ["CreationTime"] = 1 }) });
        On("RegisterScalableTarget", asked =>
        {
            BeforeScaling();
            IsScalingSuspended = (bool)asked["SuspendedState"]!["DynamicScalingOutSuspended"]!;
            return new JsonObject();
        });
        On("DescribeTaskDefinition", _ => new JsonObject { ["taskDefinition"] = new JsonObject { ["taskDefinitionArn"] = DefinitionArn, ["status"] = "ACTIVE", ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["image"] = $"registry.example/notejam-production@{Samples.Digest}" }) } });
        On("RunTask", asked => new JsonObject { ["tasks"] = new JsonArray(Task((string)asked["overrides"]!["containerOverrides"]![0]!["command"]![0]!, 0)) });
        On("DescribeTasks", asked => new JsonObject { ["tasks"] = new JsonArray(Task(((string)asked["tasks"]![0]!).Split('/')[^1], FailsToImport && ((string)asked["tasks"]![0]!).EndsWith("import", StringComparison.Ordinal) ? 1 : 0)) });
        On("GetLogEvents", asked => new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = Answer(((string)asked["logStreamName"]!).Split('/')[^1]), ["timestamp"] = 1 }) });
        OnQuery("CreateDBSnapshot", asked =>
        {
            if (Snapshots.Contains((string)asked["DBSnapshotIdentifier"]!)) throw new AwsError("DBSnapshotAlreadyExists", "exists");
            if (BusyFor-- > 0) throw new AwsError("InvalidDBInstanceState", "Cannot create a snapshot because the database instance is not currently in the available state.");
            Snapshots.Add((string)asked["DBSnapshotIdentifier"]!);
            return new XElement("R");
        });
        OnQuery("DescribeDBSnapshots", asked => new XElement("R", new XElement("DBSnapshots", new XElement("DBSnapshot", new XElement("DBSnapshotIdentifier", (string?)asked["DBSnapshotIdentifier"]), new XElement("DBInstanceIdentifier", SnapshotOf), new XElement("Status", "available")))));
    }

    public FakeAws Aws { get; } = new();

    /// <summary>How many tasks the service is to have.</summary>
    public int Desired { get; set; } = 2;

    public bool IsScalingSuspended { get; private set; }

    /// <summary>What happens before the scaling is changed.</summary>
    public Func<int> BeforeScaling { get; set; } = () => 0;

    /// <summary>How often its database is too busy for a snapshot.</summary>
    public int BusyFor { get; set; }

    /// <summary>What its database holds.</summary>
    public Inventory Content { get; set; } = RecoverySamples.Inventory();

    /// <summary>What its database holds after an import.</summary>
    public Inventory Imported { get; set; } = RecoverySamples.Inventory();

    public bool FailsToImport { get; set; }

    /// <summary>Whether ECS refuses to tell anything once the database is kept.</summary>
    public bool RefusesAfterSnapshot { get; set; }

    /// <summary>How often content was carried in.</summary>
    public int Imports { get; private set; }

    public List<string> Snapshots { get; } = [];

    /// <summary>The database that the snapshots are of.</summary>
    public string SnapshotOf { get; set; } = "notejam-production";

    public void Dispose() => Aws.Dispose();

    private string Answer(string command)
    {
        if (command != "import") return new JsonObject { ["inventory"] = JsonSerializer.SerializeToNode(Content, ArtifactStore.Json) }.ToJsonString();
        if (FailsToImport) return "Cannot import: part 1 is damaged";
        (Imports, Content) = (Imports + 1, Imported);
        return new JsonObject { ["import"] = new JsonObject { ["schemaVersion"] = "20260101_Initial", ["rows"] = 127, ["replacedRows"] = 120 } }.ToJsonString();
    }

    private static JsonObject Task(string command, int exitCode) => new()
    {
        ["taskArn"] = "arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/" + command, ["lastStatus"] = "STOPPED", ["stoppedReason"] = "Essential container in task exited", ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = exitCode }),
    };

    private void On(string operation, Func<JsonNode, JsonNode> answer) => Aws.On(operation, asked => Asked(() => answer(asked)));

    private void OnQuery(string operation, Func<JsonNode, XElement> answer) => Aws.OnQuery(operation, asked => Asked(() => answer(asked)));

    private T Asked<T>(Func<T> answer)
    {
        _ask();
        try
        {
            return answer();
        }
        finally
        {
            _ask();
        }
    }
}
