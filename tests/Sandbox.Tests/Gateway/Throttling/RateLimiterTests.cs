using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Models;
using Notejam.Sandbox.Gateway.Throttling;

namespace Notejam.Sandbox.Tests.Gateway.Throttling;

public sealed class RateLimiterTests
{
    private readonly FakeTimeProvider _time = new();
    private readonly RateLimiter _limiter;

    public RateLimiterTests() => _limiter = new RateLimiter(_time);

    // Capacities and refills: "Request throttling for the Amazon ECS API", "… for the ELB API", ECR's service quotas and the
    // quotas of Route 53, as RateLimits names them.
    [Theory]
    [InlineData("ecs", "RegisterTaskDefinition", 20, 1, "ThrottlingException")]
    [InlineData("ecs", "DescribeServices", 100, 20, "ThrottlingException")]
    [InlineData("ecs", "UpdateService", 50, 5, "ThrottlingException")]
    [InlineData("ecs", "RunTask", 100, 40, "ThrottlingException")]
    [InlineData("ecr", "PutImage", 10, 10, "ThrottlingException")]
    [InlineData("elasticloadbalancing", "DescribeTargetHealth", 40, 10, "ThrottlingException")]
    [InlineData("elasticloadbalancing", "ModifyListener", 20, 3, "ThrottlingException")]
    [InlineData("route53", "ListHostedZones", 5, 5, "Throttling")]
    public void A_burst_is_served_and_then_the_refill(string service, string operation, int capacity, int refill, string code)
    {
        Assert.Equal(capacity, Served(service, operation));
        Assert.Equal((code, 400, "Rate exceeded"), Refusal(service, operation) is { } refusal ? (refusal.Code, refusal.Status, refusal.Message) : default);

        _time.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(refill, Served(service, operation));

        _time.Advance(TimeSpan.FromHours(1));
        Assert.Equal(capacity, Served(service, operation));
    }

    [Fact]
    public void Operations_of_a_category_share_a_bucket_and_others_do_not()
    {
        Served("ecs", "DescribeClusters");

        Assert.NotNull(Refusal("ecs", "ListClusters"));
        Assert.Null(Refusal("ecs", "DescribeTasks"));
    }

    [Fact]
    public void All_operations_of_load_balancing_share_the_account_s_bucket()
    {
        Served("elasticloadbalancing", "DescribeListeners");

        Assert.NotNull(Refusal("elasticloadbalancing", "CreateLoadBalancer"));
    }

    [Fact]
    public void Regions_have_buckets_of_their_own_and_route_53_has_one()
    {
        Served("ecs", "DescribeClusters");
        Served("route53", "GetHealthCheck");

        Assert.Null(Refusal("ecs", "DescribeClusters", "eu-west-2"));
        Assert.NotNull(Refusal("route53", "GetHealthCheck", "eu-west-2"));
    }

    [Theory]
    [InlineData("codedeploy", "GetDeployment")]
    [InlineData("backup", "DescribeBackupJob")]
    [InlineData("rds", "DescribeDBInstances")]
    public void Where_aws_publishes_no_rate_there_is_none(string service, string operation) => Assert.Equal(1000, Served(service, operation));

    [Fact]
    public void Every_operation_with_a_rate_of_its_own_exists() =>
        Assert.All(RateLimits.Named, named => Assert.Contains(named.Operation, ServiceModels.Of(named.Service)!.Operations.Keys));

    private int Served(string service, string operation)
    {
        var count = 0;
        while (count < 1000 && Refusal(service, operation) is null) count++;
        return count;
    }

    private AwsException? Refusal(string service, string operation, string region = "eu-central-1") => _limiter.Refusal(new AwsRequest
    {
        Service = service, Operation = operation, Region = region, Protocol = AwsProtocol.Json, Body = [], PathAndQuery = "/",
    });
}
