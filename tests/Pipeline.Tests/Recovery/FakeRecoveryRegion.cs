using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Notejam.Pipeline.Drill.Visit;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Recovery;

/// <summary>The disaster-recovery region as a drill meets it: what it makes there stands until it is deleted.</summary>
internal sealed class FakeRecoveryRegion : IDisposable
{
    public const string SecretKey = "0123456789abcdef0123456789abcdef";
    public const string Key = "arn:aws:kms:eu-west-2:123456789012:key/vault";
    private readonly Lock _one = new();
    private readonly HashSet<string> _restores = [];
    private readonly List<(string Name, string? Tag)> _databases = [];
    private readonly List<JsonNode> _definitions = [];
    private string _answer = "";
    private string? _makes;
    private bool _deletes = true;

    public FakeRecoveryRegion()
    {
        Terraform = new FakeTerraform(Notejam.Url, Ask);
        Objects.Asked = Ask;
        PutManifest(RecoverySamples.Manifest());
        Notejam.Canary = RecoverySamples.Before.Id.ToString();
        AnswerBackup();
        AnswerDatabases();
        AnswerContainers();
        On("DescribeKey", _ => new JsonObject { ["KeyMetadata"] = new JsonObject { ["KeyId"] = "vault", ["KeyState"] = StateOfKey, ["KeyManager"] = "CUSTOMER" } });
        On("Verify", asked => new JsonObject { ["SignatureValid"] = IsSignatureValid && (string?)asked["Signature"] == Convert.ToBase64String([1]) });
        On("DescribeSecret", asked => new JsonObject { ["ARN"] = "arn:" + asked["SecretId"], ["VersionIdsToStages"] = (string?)asked["SecretId"] == SecretWithoutVersion ? new JsonObject() : new JsonObject { ["v1"] = new JsonArray("AWSCURRENT") } });
        On("GetSecretValue", asked => new JsonObject { ["SecretString"] = ((string)asked["SecretId"]!).EndsWith("/application", StringComparison.Ordinal) ? $$"""{"secret_key":"{{SecretKey}}"}""" : Secret });
        OnQuery("GetRole", asked => RestoreRoleTrust is { } trust
            ? new XElement("R", new XElement("Role", new XElement("RoleName", (string?)asked["RoleName"]), new XElement("AssumeRolePolicyDocument", Uri.EscapeDataString(trust))))
            : throw new AwsError("NoSuchEntity", $"The role with name {asked["RoleName"]} cannot be found."));
        foreach (var nothing in new[] { "DescribeLoadBalancers", "DescribeTargetGroups", "DescribeReplicationGroups" }) OnQuery(nothing, _ => new XElement("R"));
    }

    public FakeAws Aws { get; } = new();

    public FakeS3 Objects { get; } = new();

    public FakeNotejam Notejam { get; } = new();

    public FakeTerraform Terraform { get; }

    /// <summary>Hears of each call before it has an effect; the number counts from 1.</summary>
    public Action<int> BeforeCall { get; set; } = _ => { };

    /// <summary>Hears of each call when it has had its effect.</summary>
    public Action<int> AfterCall { get; set; } = _ => { };

    /// <summary>How many calls there were.</summary>
    public int Calls { get; private set; }

    /// <summary>How many restores were begun.</summary>
    public int Restores => _restores.Count;

    /// <summary>What the restored database holds.</summary>
    public Inventory Content { get; set; } = RecoverySamples.Inventory();

    /// <summary>The recovery points of Notejam's database.</summary>
    public List<(string Arn, string Status, DateTimeOffset CreatedAt)> Points { get; } = [(RecoverySamples.PointArn, "COMPLETED", RecoverySamples.Now.AddHours(-1))];

    /// <summary>What others keep in the same vault.</summary>
    public List<(string Arn, string Status, DateTimeOffset CreatedAt, string ResourceArn, string ResourceType)> OtherPoints { get; } = [];

    /// <summary>The recovery points that restores were begun of.</summary>
    public List<string> Restored { get; } = [];

    /// <summary>The age of the newest transaction in a snapshot when it is copied; null when RDS does not have the snapshots.</summary>
    public TimeSpan? SnapshotLag { get; set; } = TimeSpan.FromMinutes(57);

    public string PointKey { get; set; } = Key;

    public string StateOfKey { get; set; } = "Enabled";

    public bool IsSignatureValid { get; set; } = true;

    public string Secret { get; set; } = """{"username":"notejam_clone","password":"secret"}""";

    public string? SecretWithoutVersion { get; set; }

    /// <summary>The restore role's trust policy; null when there is no such role.</summary>
    public string? RestoreRoleTrust { get; set; } = RecoverySamples.RestoreRoleTrust;

    public string DatabaseSubnetGroup { get; set; } = "notejam-production-dr";

    public string DatabaseSecurityGroup { get; set; } = "sg-database";

    public string DatabaseParameters { get; set; } = "notejam-production-dr-postgres17";

    public bool IsDatabasePublic { get; set; }

    public bool IsDatabaseProtected { get; private set; }

    /// <summary>For how many days RDS keeps backups of its own; null when nobody has said.</summary>
    public string? BackupDays { get; private set; }

    public IReadOnlyList<string> Zones { get; set; } = ["a", "b"];

    public string EngineStatus { get; set; } = "available";

    public int UsedDatabases { get; set; } = 1;

    public int MostLoadBalancers { get; set; } = 50;

    public bool IsClassOrderable { get; set; } = true;

    /// <summary>A command of Notejam whose task ends badly.</summary>
    public string? FailingCommand { get; set; }

    /// <summary>Whether the registry has the image.</summary>
    public bool HasImage { get; set; } = true;

    /// <summary>How many tasks the service is to have.</summary>
    public int Desired { get; private set; }

    /// <summary>How often the content was carried out.</summary>
    public int Exports { get; private set; }

    /// <summary>How often a restore is looked at before it makes its database.</summary>
    public int RestoreLooks { get; set; }

    /// <summary>How often RDS is too busy with a database to change it, although it has shown it as available.</summary>
    public int BusyFor { get; set; }

    /// <summary>How the restore jobs end.</summary>
    public string RestoreStatus { get; set; } = "COMPLETED";

    /// <summary>Metrics and their values, in the order in which they were told.</summary>
    public List<string> Metrics { get; } = [];

    /// <summary>The task definitions that stand.</summary>
    public IReadOnlyList<JsonNode> Definitions => _definitions;

    /// <summary>Whether RDS lets databases go that it is told to delete.</summary>
    public bool Deletes
    {
        set => _deletes = value;
    }

    /// <summary>What stands of drills.</summary>
    public IReadOnlyList<string> Standing => [.. _databases.Select(database => database.Name), .. _definitions.Select(_ => "task definition"), .. Terraform.Stands ? ["infrastructure"] : Array.Empty<string>()];

    public void Dispose()
    {
        Aws.Dispose();
        Objects.Dispose();
        Notejam.Dispose();
    }

    /// <summary>Lays a manifest beside a recovery point.</summary>
    public void PutManifest(BackupManifest manifest, string pointArn = RecoverySamples.PointArn, bool isSigned = true) =>
        Objects.Objects[$"bucket/backups/production/manifests/{pointArn.Split(':')[^1]}.json"] = JsonSerializer.Serialize(
            new { Manifest = JsonSerializer.Serialize(manifest, ArtifactStore.Json), Signature = Convert.ToBase64String([(byte)(isSigned ? 1 : 0)]) }, ArtifactStore.Json);

    private void AnswerBackup()
    {
        On("GET /backup-vaults/", asked => ((string)asked["rest"]!).EndsWith("/recovery-points/", StringComparison.Ordinal)
            ? new JsonObject { ["RecoveryPoints"] = new JsonArray([.. Points.Select(point => (point.Arn, point.Status, point.CreatedAt, RecoverySamples.DatabaseArn, "RDS")).Concat(OtherPoints).Select(Show)]) }
            : ((string)asked["rest"]!).EndsWith("/access-policy", StringComparison.Ordinal) ? throw new AwsError("ResourceNotFoundException", "no policy")
            : ((string)asked["rest"]!).EndsWith("/restore-metadata", StringComparison.Ordinal) ? new JsonObject { ["RestoreMetadata"] = new JsonObject { ["Engine"] = "postgres" } }
            : new JsonObject { ["BackupVaultName"] = "notejam-production", ["EncryptionKeyArn"] = Key });
        On("PUT /restore-jobs", asked =>
        {
            // The same token is the same job.
            IsDatabaseProtected = (string?)asked["Metadata"]!["DeletionProtection"] == "true";
            Restored.Add((string)asked["RecoveryPointArn"]!);
            if (_restores.Add((string)asked["IdempotencyToken"]!) && RestoreStatus == "COMPLETED") _makes = (string)asked["Metadata"]!["DBInstanceIdentifier"]!;
            return new JsonObject { ["RestoreJobId"] = "job" };
        });
        On("GET /restore-jobs/", asked => (string)asked["rest"]! == "" ? new JsonObject { ["RestoreJobs"] = new JsonArray([.. OpenRestores().Select(job => (JsonNode)job)]) } : new JsonObject { ["RestoreJobId"] = "job", ["Status"] = LookAtRestore(), ["CreatedResourceArn"] = _makes is null ? "arn:aws:rds:eu-west-2:123456789012:db:x" : null });
    }

    /// <summary>AWS Backup makes an instance, and it has no tags, only when the job has been looked at often enough.</summary>
    private string LookAtRestore()
    {
        if (_makes is null) return RestoreStatus;
        if (RestoreLooks-- > 0) return "RUNNING";
        _databases.Add((_makes, null));
        _makes = null;
        return RestoreStatus;
    }

    private IEnumerable<JsonObject> OpenRestores()
    {
        if (_makes is not null && LookAtRestore() == "RUNNING") yield return new JsonObject { ["RestoreJobId"] = "job", ["Status"] = "RUNNING", ["RecoveryPointArn"] = Restored[^1] };
    }

    private JsonNode Show((string Arn, string Status, DateTimeOffset CreatedAt, string ResourceArn, string ResourceType) point) => new JsonObject
    {
        ["RecoveryPointArn"] = point.Arn, ["Status"] = point.Status, ["CreationDate"] = point.CreatedAt.ToUnixTimeSeconds(), ["EncryptionKeyArn"] = PointKey, ["ResourceArn"] = point.ResourceArn, ["ResourceType"] = point.ResourceType,
    };

    /// <summary>As RDS: a recovery point's snapshot is there under the whole of what follows ":snapshot:", and is listed only for those who name its type.</summary>
    private XElement DescribeSnapshots(JsonNode asked)
    {
        if ((string?)asked["DBSnapshotIdentifier"] is not { } identifier) return new XElement("R");
        var found = Points.FirstOrDefault(point => point.Arn.EndsWith(":snapshot:" + identifier, StringComparison.Ordinal));
        if (found.Arn is null || SnapshotLag is not { } lag || (string?)asked["SnapshotType"] != "awsbackup") throw new AwsError("DBSnapshotNotFound", $"DBSnapshot {identifier} not found.");
        return new XElement("R", new XElement("DBSnapshots", new XElement("DBSnapshot", new XElement("DBSnapshotIdentifier", identifier), new XElement("SnapshotType", "awsbackup"),
            new XElement("SnapshotDatabaseTime", (found.CreatedAt - lag).UtcDateTime.ToString("O")))));
    }

    private string DrillId => (string)JsonNode.Parse(Objects.Objects["bucket/drills/production/current.json"])!["id"]!;

    private void AnswerDatabases()
    {
        OnQuery("DescribeDBInstances", _ => new XElement("R", new XElement("DBInstances", _databases.Select(database => new XElement("DBInstance",
            new XElement("DBInstanceIdentifier", database.Name), new XElement("DBInstanceArn", "arn:" + database.Name), new XElement("DBInstanceStatus", "available"), new XElement("DBName", "notejam"),
            new XElement("MasterUsername", "notejam"), new XElement("EngineVersion", "17.4"), new XElement("DBInstanceClass", "db.t4g.small"), new XElement("StorageEncrypted", "true"), new XElement("KmsKeyId", PointKey),
            new XElement("Endpoint", new XElement("Address", "restored.example"), new XElement("Port", "5432")), new XElement("DeletionProtection", IsDatabaseProtected), new XElement("PubliclyAccessible", IsDatabasePublic), new XElement("DBSubnetGroup", new XElement("DBSubnetGroupName", DatabaseSubnetGroup)),
            new XElement("VpcSecurityGroups", new XElement("VpcSecurityGroupMembership", new XElement("VpcSecurityGroupId", DatabaseSecurityGroup))),
            new XElement("DBParameterGroups", new XElement("DBParameterGroup", new XElement("DBParameterGroupName", DatabaseParameters))),
            new XElement("TagList", database.Tag is { } tag ? [new XElement("Tag", new XElement("Key", tag), new XElement("Value", "x"))] : Array.Empty<XElement>()))))));
        OnQuery("DescribeDBSnapshots", DescribeSnapshots);
        OnQuery("AddTagsToResource", asked => Effect(() => { for (var index = 0; index < _databases.Count; index++) _databases[index] = (_databases[index].Name, asked.AsObject().Any(field => (string?)field.Value == "Failover") ? "Failover" : "Drill"); }));
        OnQuery("ModifyDBInstance", asked => Effect(() =>
        {
            if (BusyFor-- > 0) throw new AwsError("InvalidDBInstanceState", "Database instance is not in available state.");
            IsDatabaseProtected &= (string?)asked["DeletionProtection"] != "false";
            BackupDays = (string?)asked["BackupRetentionPeriod"] ?? BackupDays;
        }));
        OnQuery("DeleteDBInstance", asked => Effect(() => { if (IsDatabaseProtected) throw new AwsError("InvalidParameterCombination", "Cannot delete protected DB Instance"); if (_deletes) _databases.RemoveAll(database => database.Name == (string?)asked["DBInstanceIdentifier"]); }));
        OnQuery("DescribeDBSubnetGroups", _ => new XElement("R", new XElement("DBSubnetGroups", new XElement("DBSubnetGroup", new XElement("Subnets", Zones.Select(zone =>
            new XElement("Subnet", new XElement("SubnetStatus", "Active"), new XElement("SubnetAvailabilityZone", new XElement("Name", zone)))))))));
        OnQuery("DescribeAccountAttributes", _ => new XElement("R", new XElement("AccountQuotas", new XElement("AccountQuota", new XElement("AccountQuotaName", "DBInstances"), new XElement("Used", UsedDatabases), new XElement("Max", "40")))));
        OnQuery("DescribeAccountLimits", _ => new XElement("R", new XElement("Limits", new XElement("member", new XElement("Name", "application-load-balancers"), new XElement("Max", MostLoadBalancers)))));
        OnQuery("DescribeDBEngineVersions", _ => new XElement("R", new XElement("DBEngineVersions", new XElement("DBEngineVersion", new XElement("EngineVersion", "17.4"), new XElement("Status", EngineStatus)))));
        OnQuery("DescribeOrderableDBInstanceOptions", _ => new XElement("R", new XElement("OrderableDBInstanceOptions", IsClassOrderable ? [new XElement("OrderableDBInstanceOption", new XElement("DBInstanceClass", "db.t4g.small"))] : Array.Empty<XElement>())));
    }

    private void AnswerContainers()
    {
        On("DescribeRepositories", _ => new JsonObject { ["repositories"] = new JsonArray(new JsonObject { ["repositoryUri"] = "registry.example/notejam-production" }) });
        On("GetAuthorizationToken", _ => new JsonObject { ["authorizationData"] = new JsonArray(new JsonObject { ["authorizationToken"] = "QVdTOng=", ["proxyEndpoint"] = "https://registry.example" }) });
        On("DescribeTaskDefinition", _ => _definitions.Count == 0 ? throw new AwsError("ClientException", "Unable to describe task definition.") : new JsonObject
        {
            ["taskDefinition"] = new JsonObject { ["taskDefinitionArn"] = DefinitionArn, ["status"] = "ACTIVE", ["containerDefinitions"] = _definitions[^1]["containerDefinitions"]!.DeepClone() }, ["tags"] = _definitions[^1]["tags"]!.DeepClone(),
        });
        On("RegisterTaskDefinition", asked =>
        {
            _definitions.Add(asked.DeepClone());
            return new JsonObject { ["taskDefinition"] = Definition() };
        });
        On("ListTaskDefinitions", asked => new JsonObject { ["taskDefinitionArns"] = new JsonArray([.. _definitions.Where(definition => definition["gone"] is null == ((string?)asked["status"] == "ACTIVE")).Select(_ => (JsonNode)DefinitionArn)]) });
        On("DeregisterTaskDefinition", _ =>
        {
            foreach (var definition in _definitions) definition["gone"] = true;
            return new JsonObject();
        });
        On("DeleteTaskDefinitions", _ =>
        {
            _definitions.RemoveAll(definition => definition["gone"] is not null);
            return new JsonObject();
        });
        On("UpdateService", asked =>
        {
            Desired = (int)asked["desiredCount"]!;
            return new JsonObject();
        });
        On("DescribeScalableTargets", _ => new JsonObject { ["ScalableTargets"] = new JsonArray() });
        OnQuery("PutMetricData", asked => Effect(() => Metrics.Add(string.Join(' ', asked.AsObject().Where(field => field.Key.Contains("MetricName", StringComparison.Ordinal) || (field.Key.EndsWith(".Value", StringComparison.Ordinal) && !field.Key.Contains("Dimensions", StringComparison.Ordinal))).Select(field => (string?)field.Value)))));
        On("DescribeServices", _ => new JsonObject { ["services"] = new JsonArray(Terraform.Stands
            ? [new JsonObject { ["serviceName"] = "service", ["status"] = "ACTIVE", ["desiredCount"] = Desired, ["runningCount"] = Desired, ["pendingCount"] = 0, ["taskDefinition"] = DefinitionArn, ["deployments"] = new JsonArray(new JsonObject { ["taskDefinition"] = DefinitionArn, ["runningCount"] = 2, ["rolloutState"] = "COMPLETED" }) }] : Array.Empty<JsonNode>()) });
        On("ListTasks", _ => new JsonObject { ["taskArns"] = new JsonArray() });
        On("RunTask", asked =>
        {
            var command = asked["overrides"]!["containerOverrides"]![0]!["command"]!;
            return new JsonObject { ["tasks"] = new JsonArray(Task((string)command[0]!)) };
        });
        On("DescribeTasks", asked => new JsonObject { ["tasks"] = new JsonArray(Task(((string)asked["tasks"]![0]!).Split('/')[^1])) });
        On("GetLogEvents", asked =>
        {
            var command = ((string)asked["logStreamName"]!).Split('/')[^1];
            var isUser = command == "drill-user";
            if (isUser) Notejam.Password = DrillUser.PasswordOf(DrillId, "secret");
            if (command == "export") Exports++;
            _answer = command == "export" ? new JsonObject { ["export"] = new JsonObject { ["schemaVersion"] = "20260101_Initial", ["parts"] = 1, ["bytes"] = 10, ["rows"] = 127, ["sha256"] = "00" } }.ToJsonString()
                : isUser ? new JsonObject { ["drillUser"] = new JsonObject { ["email"] = "drill@notejam.invalid", ["canary"] = new JsonObject { ["id"] = RecoverySamples.Before.Id, ["noteId"] = 1 } } }.ToJsonString()
                : new JsonObject { ["inventory"] = JsonSerializer.SerializeToNode(Content, ArtifactStore.Json) }.ToJsonString();
            return new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = _answer, ["timestamp"] = 1 }) };
        });
    }

    private const string DefinitionArn = "arn:aws:ecs:eu-west-2:123456789012:task-definition/notejam-production:1";

    private static JsonObject Definition() => new() { ["taskDefinitionArn"] = DefinitionArn };

    // A task is named after its command, so that its log tells what it was asked.
    private JsonObject Task(string command) => new()
    {
        ["taskArn"] = "arn:aws:ecs:eu-west-2:123456789012:task/notejam-production-dr/" + command, ["lastStatus"] = "STOPPED", ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = command == FailingCommand ? 1 : 0 }),
    };

    private void On(string operation, Func<JsonNode, JsonNode> answer) => Aws.On(operation, asked => Counted(() => answer(asked)));

    private void OnQuery(string operation, Func<JsonNode, XElement> answer) => Aws.OnQuery(operation, asked => Counted(() => answer(asked)));

    private static XElement Effect(Action effect)
    {
        effect();
        return new XElement("R");
    }

    private T Counted<T>(Func<T> answer)
    {
        lock (_one)
        {
            var number = ++Calls;
            BeforeCall(number);
            try
            {
                return answer();
            }
            finally
            {
                AfterCall(number);
            }
        }
    }

    // Terraform and S3 are killed at as well; what they were asked for they do.
    /// <summary>Counts a call that is made elsewhere.</summary>
    public void Ask()
    {
        lock (_one)
        {
            BeforeCall(++Calls);
            AfterCall(Calls);
        }
    }
}
