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
    private int _desired = 3;
    private bool _serves = true;

    public RedeployTests()
    {
        _secrets = new FakeSecrets(_aws);
        _aws.On("DescribeServices", _ => Service())
            .On("ListDeployments", _ => new JsonObject { ["deployments"] = new JsonArray() })
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
        var redeploy = new Redeploy(
            new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig())), new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig())),
            new AmazonSecretsManagerClient(FakeAws.Credentials, _aws.Configure(new AmazonSecretsManagerConfig())), target, new FunctionLog(_log, TimeProvider.System));
        return (string?)(await redeploy.HandleAsync(new Invocation("r-1", [], DateTimeOffset.MaxValue), CancellationToken.None))!["outcome"];
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
