using Notejam.Sandbox.Gateway.Faults;

namespace Notejam.Sandbox.Tests.Gateway.Faults;

public sealed class FaultRulesTests
{
    private readonly FaultRules _rules = new();

    [Theory]
    [InlineData(null, null, null, true)]
    [InlineData("ecs", null, null, true)]
    [InlineData("ECS", "describeservices", null, true)]
    [InlineData("ecs", "DescribeServices", "eu-central-1", true)]
    [InlineData("ecr", null, null, false)]
    [InlineData("ecs", "UpdateService", null, false)]
    [InlineData(null, null, "eu-west-2", false)]
    public void A_rule_hits_what_it_names(string? service, string? operation, string? region, bool hits)
    {
        _rules.Add(new Fault { Kind = FaultKind.Throttle, Service = service, Operation = operation, Region = region });

        Assert.Equal(hits, _rules.Take("ecs", "DescribeServices", "eu-central-1") is not null);
    }

    [Fact]
    public void A_counted_rule_ends_by_itself()
    {
        _rules.Add(new Fault { Kind = FaultKind.Unavailable, Count = 2 });

        var hits = Enumerable.Range(0, 3).Select(_ => _rules.Take("ecs", "X", "r") is not null);
        Assert.Equal([true, true, false], hits);
        Assert.Empty(_rules.All);
    }

    [Fact]
    public void Rules_are_removed_by_id_or_all_at_once()
    {
        var first = _rules.Add(new Fault { Kind = FaultKind.Throttle });
        _rules.Add(new Fault { Kind = FaultKind.Latency, LatencyMs = 1 });

        Assert.Equal((1, 0), (_rules.Remove(first.Id), _rules.Remove(first.Id)));
        Assert.Equal(1, _rules.Remove(null));
    }

    [Theory]
    [InlineData(FaultKind.Throttle, 400)]
    [InlineData(FaultKind.InternalError, 500)]
    [InlineData(FaultKind.Unavailable, 503)]
    [InlineData(FaultKind.ExpiredCredentials, 403)]
    [InlineData(FaultKind.Latency, null)]
    [InlineData(FaultKind.LostResponse, null)]
    public void Failures_have_the_status_that_clients_know(FaultKind kind, int? status) => Assert.Equal(status, new Fault { Kind = kind }.Failure("ecs")?.Status);

    // Common errors of the query APIs; Lambda's TooManyRequestsException (botocore lambda, httpStatusCode 429); S3's SlowDown.
    [Theory]
    [InlineData("codedeploy", "ThrottlingException", 400)]
    [InlineData("rds", "Throttling", 400)]
    [InlineData("lambda", "TooManyRequestsException", 429)]
    [InlineData("s3", "SlowDown", 503)]
    public void Each_service_says_in_its_own_words_that_requests_come_too_fast(string service, string code, int status) =>
        Assert.Equal((code, status), new Fault { Kind = FaultKind.Throttle }.Failure(service) is { } failure ? (failure.Code, failure.Status) : default);
}
