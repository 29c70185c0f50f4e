using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Matching;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html</summary>
public sealed class ResourcePatternTests
{
    [Theory]
    [InlineData("*", "arn:aws:s3:::bucket", true)]
    [InlineData("*", "*", true)]
    [InlineData("arn:aws:s3:::bucket", "*", false)]
    [InlineData("arn:aws:s3:::*", "arn:aws:s3:::bucket/key", true)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:aws:s3:::bucket/a/b:c", true)]
    [InlineData("arn:aws:s3:::Bucket", "arn:aws:s3:::bucket", false)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1/2/3/test/4/object.jpg", true)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1///test///object.jpg", true)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket//test/object.jpg", true)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1/test/", true)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1-test/object.jpg", false)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/test/object.jpg", false)]
    [InlineData("arn:aws:s3:::bucket/*/test/*", "arn:aws:s3:::bucket/1/2/test.jpg", false)]
    [InlineData("arn:aws:iam::111122223333:user/accounting/*", "arn:aws:iam::111122223333:user/accounting/bob", true)]
    [InlineData("arn:aws:iam::111122223333:user/Bob", "arn:aws:iam::111122223333:user/bob", false)]
    [InlineData("arn:aws:ec2:*:*:*/*", "arn:aws:ec2:eu-central-1:111122223333:volume/vol-1", true)]
    [InlineData("arn:aws:rds:*:*:*:notejam", "arn:aws:rds:eu-central-1:111122223333:db:notejam", true)]
    [InlineData("arn:aws:rds:eu-*:111122223333:snapshot:*", "arn:aws:rds:eu-west-2:111122223333:snapshot:awsbackup:job-1", true)]
    [InlineData("arn:aws:rds:eu-*:111122223333:snapshot:*", "arn:aws:rds:us-east-1:111122223333:snapshot:x", false)]
    [InlineData("arn:aws:logs:*:*:log-group:/ecs/notejam:*", "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/notejam:log-stream:x", true)]
    [InlineData("arn:aws:logs:*:*:log-group:/ecs/notejam:*", "arn:aws:logs:eu-central-1:111122223333:log-group:/ecs/notejam", false)]
    [InlineData("arn:aws:sns:eu-central-1:111122223333", "arn:aws:sns:eu-central-1:111122223333:alarms", true)]
    [InlineData("arn:aws:sns", "arn:aws:sns:eu-central-1:111122223333:alarms", true)]
    [InlineData("arn:aws:ec2:*", "arn:aws:ec2:eu-central-1:111122223333:volume/vol-1", true)]
    [InlineData("arn:aws:dynamodb:*:table/prod-*", "arn:aws:dynamodb:us-east-1:111122223333:table/prod-x", true)]
    [InlineData("arn:aws:dynamodb:*:table/prod-*", "arn:aws:dynamodb:us-east-1:111122223333:table/dev-x", false)]
    [InlineData("arn:aws:dynamodb:us*east-1:table/x", "arn:aws:dynamodb:us-1:2:east-1:table/x", false)]
    [InlineData("arn:aws:lambda:?:111122223333:function:x", "arn:aws:lambda:eu-central-1:111122223333:function:x", false)]
    public void A_pattern_is_about_resources(string pattern, string resource, bool matches) =>
        Assert.Equal(matches, new ResourcePattern(pattern, hasVariables: true, isOfIdentity: true).Matches(resource, RequestContext.Empty));

    [Theory]
    [InlineData("arn:aws:sns:eu-central-1:111122223333", false)]
    [InlineData("arn:aws:sns:*", true)]
    public void A_short_arn_of_a_resources_own_policy_is_not_completed(string pattern, bool matches) =>
        Assert.Equal(matches, new ResourcePattern(pattern, hasVariables: true, isOfIdentity: false).Matches("arn:aws:sns:eu-central-1:111122223333:alarms", RequestContext.Empty));

    [Fact]
    public void An_action_without_resources_is_not_allowed_by_an_arn()
    {
        const string Action = "ecr:GetAuthorizationToken";
        var scenario = new Scenario(Scenario.User, Action, "*");

        Assert.False((scenario with { Identity = [Scenario.Allow(Action, "arn:aws:ecr:*:*:repository/*")] }).Decide().IsAllowed);
        Assert.False((scenario with { Identity = [Scenario.Allow(Action, "arn:*:*:*:*:*")] }).Decide().IsAllowed);
        Assert.True((scenario with { Identity = [Scenario.Allow(Action)] }).Decide().IsAllowed);
    }

    [Theory]
    [InlineData("arn:aws:s3:::notes/private/*", "arn:aws:s3:::notes/public/a", true)]
    [InlineData("arn:aws:s3:::notes/private/*", "arn:aws:s3:::notes/private/a", false)]
    [InlineData("arn:aws:s3:::notes/private/*", "*", true)]
    public void NotResource_is_about_all_others(string resource, string asked, bool isDenied)
    {
        var deny = $$"""{"Effect": "Deny", "Action": "s3:*", "NotResource": ["{{resource}}", "arn:aws:s3:::other"]}""";

        Assert.Equal(isDenied, (new Scenario(Scenario.User, "s3:GetObject", asked) with { Identity = [Scenario.Allow("*"), deny] }).Outcome() == "denied by Identity");
    }
}
