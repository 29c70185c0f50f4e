using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Notejam.Pipeline.Rollout;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Rollout;

/// <summary>A service behind a load balancer, as ECS, CodeDeploy and Elastic Load Balancing tell of it over the wire; hands may change each part.</summary>
internal sealed class FakeService : IDisposable
{
    public const string Family = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production";
    public const string Ours = Family + ":7", Older = Family + ":6", Bootstrap = Family + "-bootstrap:1";
    public const string Blue = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/notejam-blue/1", Green = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/notejam-green/2";
    public const string Foreign = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/billing/9";
    public const string Production = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/notejam/1/1", Test = "arn:aws:elasticloadbalancing:eu-central-1:123456789012:listener/app/notejam/1/2";

    private readonly List<IDisposable> _clients = [];

    public FakeService()
    {
        Aws.On("DescribeServices", _ => Describe())
            .On("ListTasks", input => (string?)input["desiredStatus"] == "STOPPED" ? new JsonObject { ["taskArns"] = new JsonArray([.. Died.Select(id => (JsonNode)Arn(id))]) } : new JsonObject { ["taskArns"] = new JsonArray([.. TaskIds().Select(id => (JsonNode)Arn(id))]) })
            .On("DescribeTasks", input => new JsonObject { ["tasks"] = new JsonArray([.. input["tasks"]!.AsArray().Select(arn => Task(((string)arn!).Split('/')[^1]))]) })
            .On("DescribeTaskDefinition", input => Definition((string)input["taskDefinition"]!))
            .On("UpdateService", input => { Desired = (int)input["desiredCount"]!; OnScaled(this); return new JsonObject { ["service"] = new JsonObject() }; })
            .On("TagResource", input => { Pending.Add((string)input["resourceArn"]!); return new JsonObject(); })
            .On("UntagResource", input => { Pending.Remove((string)input["resourceArn"]!); return new JsonObject(); })
            .On("GetLogEvents", _ => new JsonObject { ["events"] = new JsonArray(new JsonObject { ["message"] = "Notejam cannot start: the flux capacitor is missing" }) })
            .On("GetDeploymentGroup", _ => JsonNode.Parse($$"""
                { "deploymentGroupInfo": { "loadBalancerInfo": { "targetGroupPairInfoList": [{
                    "targetGroups": [{ "name": "notejam-blue" }, { "name": "notejam-green" }],
                    "prodTrafficRoute": { "listenerArns": ["{{Production}}"] }, "testTrafficRoute": { "listenerArns": ["{{Test}}"] } }] },
                    "alarmConfiguration": { "enabled": true, "alarms": [{{string.Join(", ", Alarms.Select(alarm => $$"""{ "name": "{{alarm}}" }"""))}}] } } }
                """)!)
            .On("ListDeployments", _ => new JsonObject { ["deployments"] = new JsonArray([.. Active is null ? [] : new JsonNode[] { "d-1" }]) })
            .On("GetDeployment", _ => new JsonObject { ["deploymentInfo"] = new JsonObject { ["deploymentId"] = "d-1", ["createTime"] = 0, ["status"] = Status, ["description"] = Active ?? "", ["instanceTerminationWaitTimeStarted"] = Waits } })
            .On("ListDeploymentTargets", _ => new JsonObject { ["targetIds"] = new JsonArray() })
            .On("ContinueDeployment", _ => { Active = null; Leftover = null; return new JsonObject(); })
            .On("CreateDeployment", input => { Status = "Succeeded"; OnDeployed(this, (string)input["revision"]!["appSpecContent"]!["content"]!); return new JsonObject { ["deploymentId"] = "d-1" }; })
            .OnQuery("DescribeRules", input => new XElement("Result", new XElement("Rules", Rules.Where(rule => IsAsked(rule, input)).Select(rule => rule.ToXml()))))
            .OnQuery("DescribeTargetGroups", _ =>
            {
                OnLook(this);
                return new XElement("Result", new XElement("TargetGroups", new[] { Blue, Green }.Select(arn => new XElement("member", new XElement("TargetGroupArn", arn)))));
            })
            .OnQuery("DescribeTargetHealth", input => new XElement("Result", new XElement("TargetHealthDescriptions", Targets((string)input["TargetGroupArn"]!))))
            .OnQuery("ModifyListener", input => Modify(Rules.First(rule => rule.Listener == (string?)input["ListenerArn"] && rule.Priority == "default"), input, "DefaultActions"))
            .OnQuery("ModifyRule", input => Modify(Rules.First(rule => rule.Arn == (string?)input["RuleArn"]), input, "Actions"));
    }

    public FakeAws Aws { get; } = new();

    public SilentLog Log { get; } = new();

    public int Desired { get; set; } = 2;

    public int? Running { get; set; }

    /// <summary>Task definition of the PRIMARY task set, which is in blue.</summary>
    public string Primary { get; set; } = Ours;

    /// <summary>Task definition of a task set beside it, in green; null when there is none.</summary>
    public string? Leftover { get; set; }

    /// <summary>Description of the deployment that is under way; null when none is.</summary>
    public string? Active { get; set; }

    /// <summary>Whether that has shifted its traffic.</summary>
    public bool Waits { get; set; }

    public string Status { get; set; } = "InProgress";

    public string ServiceStatus { get; set; } = "ACTIVE";

    public string Digest { get; set; } = Samples.Digest.ToString();

    public string? TaskDigest { get; set; }

    public string TargetState { get; set; } = "healthy";

    /// <summary>Addresses registered by hand: target group → address.</summary>
    public Dictionary<string, string> Strangers { get; } = [];

    public Dictionary<string, string> DefinitionStatus { get; } = [];

    public HashSet<string> Pending { get; } = [];

    /// <summary>Tasks that have died.</summary>
    public List<string> Died { get; } = [];

    /// <summary>The alarms that stop a deployment.</summary>
    public IReadOnlyList<string> Alarms { get; set; } = [];

    /// <summary>What happens before a look.</summary>
    public Action<FakeService> OnLook { get; set; } = _ => { };

    /// <summary>What starts when the service is scaled.</summary>
    public Action<FakeService> OnScaled { get; set; } = _ => { };

    /// <summary>What a deployment changes.</summary>
    public Action<FakeService, string> OnDeployed { get; set; } = (service, _) => (service.Primary, service.Leftover) = (Ours, null);

    public List<FakeRule> Rules { get; } = [new(Production, "default", (Blue, 100), (Green, 0)), new(Test, "default", (Blue, 100), (Green, 0))];

    public FakeRule Default => Rules[0];

    public TrafficObserver CreateObserver(TimeProvider time) => new(Ecs, CodeDeploy, Balancing, new Deployments(CodeDeploy, time, Log));

    public RolloutStage CreateStage(TimeProvider time, Action<Pipeline.Records.Rollout>? begun = null)
    {
        var logs = Keep(new AmazonCloudWatchLogsClient(FakeAws.Credentials, Aws.Configure(new AmazonCloudWatchLogsConfig())));
        var (evidence, deployments) = (new TaskEvidence(Ecs, logs), new Deployments(CodeDeploy, time, Log));
        var scale = new ServiceScale(Ecs, evidence, time, Log);
        return new RolloutStage(
            CreateObserver(time), deployments, new DeploymentWatch(CodeDeploy, deployments, evidence, new HookEvidence(logs), time, Log), new FirstRelease(Ecs, deployments, scale), scale, new ListenerRepair(Balancing), new RolloutAlarms(CodeDeploy, Metrics, time, Log), time, Log)
        {
            Begun = begun ?? (_ => { }),
        };
    }

    public AmazonECSClient Ecs => Keep(new AmazonECSClient(FakeAws.Credentials, Aws.Configure(new AmazonECSConfig())));

    private AmazonCodeDeployClient CodeDeploy => Keep(new AmazonCodeDeployClient(FakeAws.Credentials, Aws.Configure(new AmazonCodeDeployConfig())));

    private AmazonCloudWatchClient Metrics => Keep(new AmazonCloudWatchClient(FakeAws.Credentials, Aws.Configure(new AmazonCloudWatchConfig())));

    private AmazonElasticLoadBalancingV2Client Balancing => Keep(new AmazonElasticLoadBalancingV2Client(FakeAws.Credentials, Aws.Configure(new AmazonElasticLoadBalancingV2Config())));

    public void Dispose()
    {
        _clients.ForEach(client => client.Dispose());
        Aws.Dispose();
    }

    private static string Arn(string id) => $"arn:aws:ecs:eu-central-1:123456789012:task/notejam-production/{id}";

    private static bool IsAsked(FakeRule rule, JsonNode input) => input["ListenerArn"] is { } listener ? rule.Listener == (string?)listener : rule.Arn == (string?)input["RuleArns.member.1"];

    private static XElement Modify(FakeRule rule, JsonNode input, string prefix)
    {
        rule.Action = (string)input[$"{prefix}.member.1.Type"]!;
        rule.Weights = [.. Enumerable.Range(1, 2).Select(number => $"{prefix}.member.1.ForwardConfig.TargetGroups.member.{number}").Select(group => ((string)input[group + ".TargetGroupArn"]!, int.Parse((string)input[group + ".Weight"]!, System.Globalization.CultureInfo.InvariantCulture)))];
        return new XElement("Result");
    }

    private IEnumerable<string> TaskIds() => Enumerable.Range(1, Running ?? Desired).Select(number => $"blue-{number}").Concat(Leftover is null ? [] : ["green-1"]);

    private JsonObject Describe() => new()
    {
        ["services"] = new JsonArray(new JsonObject
        {
            ["status"] = ServiceStatus, ["desiredCount"] = Desired, ["taskDefinition"] = Primary,
            ["taskSets"] = new JsonArray([.. Leftover is null ? [] : new JsonNode[] { Set("ecs-svc/green", "ACTIVE", Leftover, Green, 1) }, Set("ecs-svc/blue", "PRIMARY", Primary, Blue, Running ?? Desired)]),
        }),
    };

    private static JsonObject Set(string id, string status, string definition, string group, int running) => new()
    {
        ["id"] = id, ["status"] = status, ["taskDefinition"] = definition, ["runningCount"] = running, ["stabilityStatus"] = "STEADY_STATE", ["loadBalancers"] = new JsonArray(new JsonObject { ["targetGroupArn"] = group }),
    };

    private JsonObject Task(string id) => new()
    {
        ["taskArn"] = Arn(id), ["group"] = "service:notejam", ["startedBy"] = "ecs-svc/" + id.Split('-')[0], ["lastStatus"] = Died.Contains(id) ? "STOPPED" : "RUNNING", ["taskDefinitionArn"] = Primary, ["createdAt"] = 0,
        ["stoppedReason"] = "Essential container in task exited",
        ["containers"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["exitCode"] = 1, ["image"] = "registry/notejam@" + (TaskDigest ?? Digest), ["imageDigest"] = TaskDigest ?? Digest }),
        ["attachments"] = new JsonArray(new JsonObject { ["details"] = new JsonArray(new JsonObject { ["name"] = "privateIPv4Address", ["value"] = id }) }),
    };

    private JsonObject Definition(string arn)
    {
        if (DefinitionStatus.GetValueOrDefault(arn) == "deleted") throw new AwsError("ClientException", "Unable to describe task definition.");
        return new JsonObject
        {
            ["taskDefinition"] = new JsonObject
            {
                ["taskDefinitionArn"] = arn, ["status"] = DefinitionStatus.GetValueOrDefault(arn, "ACTIVE"),
                ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["image"] = arn == Bootstrap ? "registry/notejam:bootstrap" : "registry/notejam@" + Digest }),
            },
            ["tags"] = new JsonArray([.. Pending.Contains(arn) ? new JsonNode[] { new JsonObject { ["key"] = FirstRelease.PendingTag, ["value"] = "pending" } } : []]),
        };
    }

    private IEnumerable<XElement> Targets(string group)
    {
        var own = TaskIds().Where(id => id.StartsWith(group == Blue ? "blue" : "green", StringComparison.Ordinal));
        foreach (var address in own.Concat(Strangers.Where(pair => pair.Key == group).Select(pair => pair.Value)))
            yield return new XElement("member", new XElement("Target", new XElement("Id", address), new XElement("Port", 8080)), new XElement("TargetHealth", new XElement("State", TargetState), new XElement("Description", "Health checks failed")));
    }

    private T Keep<T>(T client) where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}

/// <summary>A rule of a listener.</summary>
internal sealed class FakeRule(string listener, string priority, params (string Group, int Weight)[] weights)
{
    public string Listener { get; } = listener;

    public string Priority { get; } = priority;

    public string Arn => $"{Listener.Replace(":listener/", ":listener-rule/", StringComparison.Ordinal)}/{Priority}";

    public string Action { get; set; } = "forward";

    public IReadOnlyList<(string Group, int Weight)> Weights { get; set; } = weights;

    public XElement ToXml() => new("member",
        new XElement("RuleArn", Arn), new XElement("Priority", Priority), new XElement("IsDefault", Priority == "default" ? "true" : "false"),
        new XElement("Actions", new XElement("member", new XElement("Type", Action), Action == "forward"
            ? new XElement("ForwardConfig", new XElement("TargetGroups", Weights.Select(pair => new XElement("member", new XElement("TargetGroupArn", pair.Group), new XElement("Weight", pair.Weight)))))
            : null)));
}
