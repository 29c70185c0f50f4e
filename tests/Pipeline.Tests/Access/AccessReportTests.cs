using System.Text.Json;
using Notejam.Pipeline.Access;

namespace Notejam.Pipeline.Tests.Access;

/// <summary>What a run was allowed, as a policy that a user can put in place of a wider one.</summary>
public sealed class AccessReportTests
{
    private const string Deploy = "arn:aws:sts::123456789012:assumed-role/notejam-github-deploy/run-1";
    private static readonly DateTimeOffset Moment = new(2026, 12, 1, 4, 0, 0, TimeSpan.Zero);

    [Fact]
    public void Sessions_of_a_role_are_that_role()
    {
        var report = AccessReport.Of(Moment, [Allowed(Deploy, "s3:ListBucket", "arn:aws:s3:::b"), Allowed(Deploy.Replace("run-1", "run-2", StringComparison.Ordinal), "ecr:PutImage", "arn:aws:ecr:eu-central-1:123456789012:repository/n")]);

        var principal = Assert.Single(report.Principals);
        Assert.Equal(("arn:aws:iam::123456789012:role/notejam-github-deploy", 2), (principal.Principal, principal.Allowed.Count));
    }

    [Fact]
    public void The_needed_policy_joins_actions_on_the_same_resources()
    {
        var policy = AccessReport.Of(Moment,
        [
            Allowed(Deploy, "s3:PutObject", "arn:aws:s3:::b/one"), Allowed(Deploy, "s3:GetObject", "arn:aws:s3:::b/one"),
            Allowed(Deploy, "ecr:GetAuthorizationToken", "*"), Allowed(Deploy, "s3:GetObject", "arn:aws:s3:::b/one"),
        ]).Principals[0].NeededPolicy!;

        Assert.Equal(
            """{"Statement":[{"Action":["ecr:GetAuthorizationToken"],"Resource":["*"],"Effect":"Allow"},{"Action":["s3:GetObject","s3:PutObject"],"Resource":["arn:aws:s3:::b/one"],"Effect":"Allow"}],"Version":"2012-10-17"}""",
            JsonSerializer.Serialize(policy));
    }

    [Theory]
    [InlineData("arn:aws:ecs:eu-central-1:123456789012:task/notejam/0123456789abcdef0123456789abcdef", "arn:aws:ecs:eu-central-1:123456789012:task/notejam/*")]
    [InlineData("arn:aws:kms:eu-central-1:123456789012:key/bf776f35-bbc5-414d-a0b3-0fbb4eb3af94", "arn:aws:kms:eu-central-1:123456789012:key/*")]
    [InlineData("arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-0123456789abcdef0", "arn:aws:ec2:eu-central-1:123456789012:subnet/subnet-*")]
    [InlineData("arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/n:log-stream:n/web/0f", "arn:aws:logs:eu-central-1:123456789012:log-group:/ecs/n:log-stream:*")]
    [InlineData("arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/notejam/0123456789abcdef", "arn:aws:elasticloadbalancing:eu-central-1:123456789012:loadbalancer/app/notejam/*")]
    [InlineData("arn:aws:s3:::notejam-state-123456789012-eu-central-1/region/production", "arn:aws:s3:::notejam-state-123456789012-eu-central-1/region/production")]
    [InlineData("arn:aws:iam::123456789012:role/notejam-production-eu-central-1-task", "arn:aws:iam::123456789012:role/notejam-production-eu-central-1-task")]
    [InlineData("arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/database-AbCdEf", "arn:aws:secretsmanager:eu-central-1:123456789012:secret:notejam-production/database-AbCdEf")]
    public void Ids_that_AWS_gives_are_any_id(string resource, string expected) =>
        Assert.Equal(expected, Assert.Single(NeededPolicy.Of([Allowed(Deploy, "x:Y", resource)]).Statement).Resource.Single());

    [Fact]
    public void What_was_refused_is_needed_too_and_is_told_with_its_reason()
    {
        var report = AccessReport.Of(Moment, [Allowed(Deploy, "s3:GetObject", "arn:aws:s3:::b/one"), Allowed(Deploy, "kms:Decrypt", "arn:aws:kms:r:1:key/k") with { Allowed = false, By = "is not authorized to perform: kms:Decrypt" }]);

        Assert.Contains("kms:Decrypt", Assert.Single(report.Principals).NeededPolicy!.Statement.SelectMany(statement => statement.Action));
        Assert.Equal(["1 allowed, 1 refused, of 1 principals; artifacts/access.json has each, and the policy that each principal needed", "refused: is not authorized to perform: kms:Decrypt"], report.Lines());
    }

    [Fact]
    public void A_service_has_no_policy_of_its_own() =>
        Assert.Null(Assert.Single(AccessReport.Of(Moment, [Allowed("events.amazonaws.com", "sns:Publish", "arn:aws:sns:eu-central-1:123456789012:alerts")]).Principals).NeededPolicy);

    private static AccessDecisionRecord Allowed(string principal, string action, string resource) => new(principal, action, [resource], "eu-central-1", true, "role/policy#Sid", "Operation");
}
