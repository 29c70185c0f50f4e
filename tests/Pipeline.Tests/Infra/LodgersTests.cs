using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.CodeDeploy;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElasticLoadBalancingV2;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

/// <summary>Somebody else's things in an environment's places, one at a time.</summary>
public sealed class LodgersTests : IDisposable
{
    private const string Name = "notejam-production";
    private readonly FakeAws _aws = new();
    private readonly List<string> _services = [Name], _families = [Name, "notejam-production-bootstrap"], _groups = [Name];
    private readonly List<string[]> _images = [["c-0123456789abcdef"], []];
    private readonly List<(string Priority, string? Group)> _rules = [("default", "notejam-production-blue"), ("5", "notejam-production-green"), ("default", null)];
    private bool _isThere = true;

    public LodgersTests() => _aws
        .On("DescribeClusters", input => new JsonObject { ["clusters"] = new JsonArray([.. _isThere ? input["clusters"]!.AsArray().Select(name => (JsonNode)new JsonObject { ["clusterName"] = (string?)name, ["status"] = "ACTIVE" }) : []]) })
        .On("ListServices", input => new JsonObject { ["serviceArns"] = Arns((string?)input["cluster"] == Name ? _services : ["notejam-production-live-abcde"], "service/x/") })
        .On("ListTasks", input => new JsonObject { ["taskArns"] = Arns((string?)input["cluster"] == Name ? _families : [], "task/x/") })
        .On("DescribeTasks", input => new JsonObject
        {
            ["tasks"] = new JsonArray([.. input["tasks"]!.AsArray().Select(arn => ((string)arn!).Split('/')[^1]).Select(family => (JsonNode)new JsonObject
            {
                ["taskArn"] = $"arn:aws:ecs:eu-central-1:123456789012:task/x/1-{family}", ["group"] = family == "of-a-service" ? "service:billing" : "family:" + family, ["taskDefinitionArn"] = $"arn:aws:ecs:eu-central-1:123456789012:task-definition/{family}:3",
            })]),
        })
        .On("DescribeImages", _ => _isThere ? new JsonObject { ["imageDetails"] = new JsonArray([.. _images.Select(tags => (JsonNode)new JsonObject { ["imageTags"] = new JsonArray([.. tags.Select(tag => (JsonNode)tag)]) })]) } : throw new AwsError("RepositoryNotFoundException", "none"))
        .On("ListDeploymentGroups", _ => _isThere ? new JsonObject { ["deploymentGroups"] = new JsonArray([.. _groups.Select(group => (JsonNode)group)]) } : throw new AwsError("ApplicationDoesNotExistException", "none"))
        .OnQuery("DescribeLoadBalancers", _ => _isThere ? new XElement("Result", new XElement("LoadBalancers", new XElement("member", new XElement("LoadBalancerArn", "arn:balancer"), new XElement("LoadBalancerName", Name)))) : throw new AwsError("LoadBalancerNotFound", "none"))
        .OnQuery("DescribeListeners", _ => new XElement("Result", new XElement("Listeners", new XElement("member", new XElement("ListenerArn", "arn:listener"), new XElement("Port", 80)))))
        .OnQuery("DescribeRules", _ => new XElement("Result", new XElement("Rules", _rules.Select(rule => new XElement("member", new XElement("Priority", rule.Priority), new XElement("IsDefault", rule.Priority == "default" ? "true" : "false"),
            new XElement("Actions", new XElement("member", rule.Group is null
                ? [new XElement("Type", "redirect")]
                : new[] { new XElement("Type", "forward"), new XElement("TargetGroupArn", $"arn:aws:elasticloadbalancing:eu-central-1:123456789012:targetgroup/{rule.Group}/1") })))))));

    public void Dispose() => _aws.Dispose();

    private static readonly Dictionary<string, (Action<LodgersTests> MoveIn, string Line, string Command)> Rows = new(StringComparer.Ordinal)
    {
        ["a service"] = (test => test._services.Add("billing"), "the service billing in the cluster notejam-production", "aws ecs delete-service"),
        ["a service with a name like ours"] = (test => test._services.Add("notejam-production-reporting"), "the service notejam-production-reporting in the cluster notejam-production", "aws ecs delete-service"),
        ["a task"] = (test => test._families.Add("billing"), "the task 1-billing of billing in the cluster notejam-production", "aws ecs stop-task"),
        ["a family of tags"] = (test => test._images.AddRange([["billing-1.1", "latest"], ["billing-1.0"], ["c-0123456789abcdeg"], ["c-0123456789abcdef", "billing-of-ours"]]), "3 images in the repository notejam-production: billing-1.0, billing-1.1, c-0123456789abcdeg", "aws ecr batch-delete-image"),
        ["a deployment group"] = (test => test._groups.Add("billing"), "the deployment group billing in the CodeDeploy application notejam-production", "aws deploy delete-deployment-group"),
        ["a rule"] = (test => test._rules.Add(("77", "billing")), "the rule of priority 77 at port 80 of the load balancer notejam-production, which leads to billing", "aws elbv2 delete-rule"),
        ["a rule that answers by itself"] = (test => test._rules.Add(("78", null)), "the rule of priority 78 at port 80 of the load balancer notejam-production", "aws elbv2 delete-rule"),
        ["a listener"] = (test => test._rules.Add(("default", "billing")), "the listener at port 80 of the load balancer notejam-production, which leads to billing", "aws elbv2 delete-listener"),
    };

    public static TheoryData<string> Names => [.. Rows.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Each_is_found_by_its_name_and_by_the_command_that_takes_it_out(string what)
    {
        var (moveIn, line, command) = Rows[what];
        moveIn(this);
        var found = Assert.Single(await FindAsync());
        Assert.Equal((line, command), (found.Line, found.Command));
        var refused = Lodgers.Refuse("production", [$"eu-central-1: {line}"], [command, command]);
        Assert.Equal(($"What is not of production would go with it:\n  eu-central-1: {line}", $"Its owners move it to a place of their own and take it out of here ({command}). Then run Destroy again."), (refused.Cause, refused.Remedy));
    }

    [Fact]
    public async Task What_is_the_environments_own_is_none_of_them()
    {
        _families.Add("of-a-service");
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task Where_nothing_stands_nobody_lodges()
    {
        _isThere = false;
        _services.Add("billing");
        Assert.Empty(await FindAsync());
    }

    [Fact]
    public async Task What_stays_may_hold_anything()
    {
        _images.Add(["billing-1.0"]);
        Assert.Empty(await FindAsync(isReplicaAlone: true));
    }

    private async Task<IReadOnlyList<Lodger>> FindAsync(bool isReplicaAlone = false)
    {
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        using var balancing = new AmazonElasticLoadBalancingV2Client(FakeAws.Credentials, _aws.Configure(new AmazonElasticLoadBalancingV2Config()));
        using var ecr = new AmazonECRClient(FakeAws.Credentials, _aws.Configure(new AmazonECRConfig()));
        using var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig()));
        return await new Lodgers(ecs, balancing, ecr, codeDeploy, Name).FindAsync(isReplicaAlone, CancellationToken.None);
    }

    private static JsonArray Arns(IEnumerable<string> names, string kind) => new([.. names.Select(name => (JsonNode)$"arn:aws:ecs:eu-central-1:123456789012:{kind}{name}")]);
}
