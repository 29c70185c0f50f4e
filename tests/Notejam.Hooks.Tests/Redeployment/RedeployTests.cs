using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Amazon.SecretsManager;
using Notejam.Hooks.Redeployment;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Tests.Support;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Hooks.Tests.Redeployment;

public sealed class RedeployTests : IDisposable
{
    private static readonly DateTimeOffset Started = new(2026, 1, 31, 12, 0, 0, TimeSpan.Zero);
    private readonly FakeAws _aws = new();
    private readonly FakeSecrets _secrets;
    private readonly StringWriter _log = new();
    private readonly Dictionary<string, (string Status, string Hash, string Image)> _definitions = new() { ["arn:td:7"] = ("ACTIVE", "h", "image@sha256:1") };
    private readonly List<(string Id, string Description, DateTimeOffset At)> _failed = [];
    private DateTimeOffset _now = Started.AddHours(1);
    private int _desired = 3;
    private bool _serves = true;

    public RedeployTests()
    {
        _secrets = new FakeSecrets(_aws);
        _aws.On("DescribeServices", _ => Service())
            .On("ListDeployments", input => new JsonObject { ["deployments"] = new JsonArray([.. input["includeOnlyStatuses"]!.AsArray().Any(status => (string?)status == "Failed") ? _failed.Select(item => (JsonNode)item.Id) : []]) })
            .On("GetDeployment", input => Failed(_failed.Single(item => item.Id == (string?)input["deploymentId"])))
            .On("DescribeTaskDefinition", input => Definition((string)input["taskDefinition"]!))
            .On("CreateDeployment", _ => new JsonObject { ["deploymentId"] = "d-2" });
    }

    public void Dispose()
    {
        _aws.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task A_rotation_after_the_start_of_the_tasks_deploys_the_same_release_anew()
    {
        _secrets["cache"].RotatedAt = Started.AddMinutes(1);
        Assert.Equal("Deployed", await HandleAsync());

        var input = Assert.Single(_aws.Calls, call => call.Operation == "CreateDeployment").Input;
        Assert.Equal(("app", "group", "Notejam with the rotated cache"), ((string?)input["applicationName"], (string?)input["deploymentGroupName"], (string?)input["description"]));
        Assert.Equal(
            """{"version":"0.0","Resources":[{"TargetService":{"Type":"AWS::ECS::Service","Properties":{"TaskDefinition":"arn:td:7","LoadBalancerInfo":{"ContainerName":"notejam","ContainerPort":8080},"NetworkConfiguration":{"AwsvpcConfiguration":{"Subnets":["subnet-a"],"SecurityGroups":["sg-a"],"AssignPublicIp":"DISABLED"}}}}}],"Hooks":[{"AfterAllowTestTraffic":"validate"}]}""",
            (string?)input["revision"]!["appSpecContent"]!["content"]);
    }

    [Theory]
    [InlineData(-1, "Nothing")]
    [InlineData(1, "Deployed")]
    public async Task Only_tasks_older_than_the_rotation_are_replaced(int minutes, string outcome)
    {
        _secrets["database"].RotatedAt = Started.AddMinutes(minutes);
        Assert.Equal(outcome, await HandleAsync());
    }

    [Fact]
    public async Task A_deployment_under_way_is_left_alone_and_named()
    {
        _secrets["database"].RotatedAt = Started.AddMinutes(1);
        _aws.On("ListDeployments", _ => new JsonObject { ["deployments"] = new JsonArray("d-1") });

        Assert.Equal("Later", await HandleAsync());
        Assert.Contains("deployment d-1 is under way", _log.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("CreateDeployment"));
    }

    [Fact]
    public async Task A_deployment_that_was_faster_is_left_alone()
    {
        _secrets["database"].RotatedAt = Started.AddMinutes(1);
        _aws.On("CreateDeployment", _ => throw new AwsError("DeploymentLimitExceededException", "one at a time"));

        Assert.Equal("Later", await HandleAsync());
    }

    [Theory]
    [InlineData("INACTIVE", "INACTIVE, and ECS starts no task of it: run ./build.sh Deploy")]
    [InlineData("DELETE_IN_PROGRESS", "DELETE_IN_PROGRESS, and ECS starts no task of it: run ./build.sh Deploy")]
    [InlineData(null, "deleted, and ECS starts no task of it: run ./build.sh Deploy")]
    public async Task A_release_whose_task_definition_starts_no_task_begins_no_deployment_that_would_fail(string? status, string told)
    {
        _secrets["database"].RotatedAt = Started.AddMinutes(1);
        if (status is null) _definitions.Clear();
        else _definitions["arn:td:7"] = (status, "h", "image@sha256:1");

        Assert.Equal("Blocked", await HandleAsync());
        Assert.Contains(told, _log.ToString(), StringComparison.Ordinal);
        Assert.Contains("\"LogLevel\":\"Error\"", _log.ToString(), StringComparison.Ordinal);
        Assert.Equal(0, _aws.CountOf("CreateDeployment"));
    }

    [Theory]
    [InlineData("ACTIVE", "h", "image@sha256:1", "Deployed")]
    [InlineData("ACTIVE", "other", "image@sha256:1", "Blocked")]
    // The hash's tag can be copied by hand.
    [InlineData("ACTIVE", "h", "image@sha256:2", "Blocked")]
    public async Task Another_revision_of_the_same_content_does(string status, string hash, string image, string outcome)
    {
        _secrets["database"].RotatedAt = Started.AddMinutes(1);
        _definitions["arn:td:7"] = ("INACTIVE", "h", "image@sha256:1");
        _definitions["td"] = (status, hash, image);

        Assert.Equal(outcome, await HandleAsync());
        if (outcome == "Deployed")
            Assert.Contains("\"TaskDefinition\":\"arn:td:8\"", (string?)_aws.Calls.Single(call => call.Operation == "CreateDeployment").Input["revision"]!["appSpecContent"]!["content"], StringComparison.Ordinal);
    }

    [Theory]
    // The first attempt failed 10 minutes after the rotation: the next is due 10 minutes later.
    [InlineData(10, 19, "Later")]
    [InlineData(10, 20, "Deployed")]
    [InlineData(40, 79, "Later")]
    [InlineData(40, 80, "Deployed")]
    // And a day later at most.
    [InlineData(60 * 24 * 9, 60 * 24 * 10 - 1, "Later")]
    [InlineData(60 * 24 * 9, 60 * 24 * 10, "Deployed")]
    public async Task A_redeployment_that_failed_is_repeated_ever_more_rarely(int failedAfter, int now, string outcome)
    {
        var rotated = Started.AddMinutes(1);
        _secrets["database"].RotatedAt = rotated;
        _failed.Add(("d-1", "Notejam with the rotated database", rotated.AddMinutes(failedAfter / 2)));
        _failed.Add(("d-2", "Notejam with the rotated database", rotated.AddMinutes(failedAfter)));
        _failed.Add(("d-3", "Notejam release notejam-production:8", rotated.AddMinutes(now)));
        _now = rotated.AddMinutes(now);

        Assert.Equal(outcome, await HandleAsync());
        Assert.Equal(outcome == "Deployed" ? 1 : 0, _aws.CountOf("CreateDeployment"));
        if (outcome == "Later") Assert.Contains("deployment d-2 with the rotated database is Failed (the alarm rang)", _log.ToString(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0, true)]
    [InlineData(3, false)]
    public async Task A_service_that_serves_nothing_needs_nothing(int desired, bool serves)
    {
        (_desired, _serves) = (desired, serves);
        _secrets["database"].RotatedAt = Started.AddMinutes(1);

        Assert.Equal("Nothing", await HandleAsync());
    }

    private async Task<string?> HandleAsync()
    {
        var target = new RolloutTarget("cluster", "service", "app", "group", new Dictionary<string, string> { ["AfterAllowTestTraffic"] = "validate" }, ["database", "cache"]);
        var time = new FixedTime(_now);
        var redeploy = new Redeploy(
            new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig())), new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig())),
            new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig())), target, time, new FunctionLog(_log, time));
        return (string?)(await redeploy.HandleAsync(new Invocation("r-1", [], DateTimeOffset.MaxValue), CancellationToken.None))!["outcome"];
    }

    private static JsonObject Failed((string Id, string Description, DateTimeOffset At) failed) => new()
    {
        ["deploymentInfo"] = new JsonObject
        {
            ["deploymentId"] = failed.Id, ["description"] = failed.Description, ["status"] = "Failed", ["createTime"] = failed.At.ToUnixTimeSeconds(), ["errorInformation"] = new JsonObject { ["message"] = "the alarm rang" },
        },
    };

    private JsonObject Definition(string name)
    {
        if (!_definitions.TryGetValue(name, out var found)) throw new AwsError("ClientException", "Unable to describe task definition.");
        return new JsonObject
        {
            ["taskDefinition"] = new JsonObject
            {
                ["taskDefinitionArn"] = name == "td" ? "arn:td:8" : name, ["family"] = "td", ["status"] = found.Status,
                ["containerDefinitions"] = new JsonArray(new JsonObject { ["name"] = "notejam", ["image"] = found.Image }),
            },
            ["tags"] = new JsonArray(new JsonObject { ["key"] = "notejam:definition", ["value"] = found.Hash }),
        };
    }

    private sealed class FixedTime(DateTimeOffset now) : TimeProvider
    {
        public override DateTimeOffset GetUtcNow() => now;
    }

    private JsonObject Service() => new()
    {
        ["services"] = new JsonArray(new JsonObject
        {
            ["desiredCount"] = _desired,
            ["taskSets"] = new JsonArray(Set(_serves ? "PRIMARY" : "ACTIVE", "arn:td:7"), Set("ACTIVE", "arn:td:8")),
        }),
    };

    private static JsonObject Set(string status, string definition) => new()
    {
        ["status"] = status, ["taskDefinition"] = definition, ["createdAt"] = Started.ToUnixTimeSeconds(),
        ["loadBalancers"] = new JsonArray(new JsonObject { ["containerName"] = "notejam", ["containerPort"] = 8080 }),
        ["networkConfiguration"] = new JsonObject { ["awsvpcConfiguration"] = new JsonObject { ["subnets"] = new JsonArray("subnet-a"), ["securityGroups"] = new JsonArray("sg-a") } },
    };
}
