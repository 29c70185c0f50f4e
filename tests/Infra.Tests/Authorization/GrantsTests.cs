using Notejam.Infra.Tests.Policy;

namespace Notejam.Infra.Tests.Authorization;

/// <summary>That each rule sees what it is there for.</summary>
public sealed class GrantsTests
{
    private const string Account = "123456789012";

    [Theory]
    [InlineData("ecs:RunTask", false)]
    [InlineData("ecs:RunTasks", true)]
    [InlineData("ecs:Run*", false)]
    [InlineData("ecs:Sprint*", true)]
    [InlineData("nosuch:RunTask", true)]
    public void An_action_that_there_is_not_is_seen(string action, bool isSeen) => Assert.Equal(isSeen, Grants.Unknown(Statement(action, "*")).Any());

    [Theory]
    [InlineData("codedeploy:StopDeployment", $"arn:aws:codedeploy:*:{Account}:deploymentgroup:notejam-*", true)]
    [InlineData("codedeploy:StopDeployment", "*", false)]
    [InlineData("codedeploy:CreateDeployment", $"arn:aws:codedeploy:*:{Account}:deploymentgroup:notejam-*", false)]
    [InlineData("codedeploy:CreateDeployment", $"arn:aws:codedeploy:*:{Account}:application:notejam-*", true)]
    [InlineData("ecs:RunTask", $"arn:aws:ecs:*:{Account}:task-definition/notejam-*", false)]
    [InlineData("ecs:RunTask", $"arn:aws:rds:*:{Account}:task-definition/notejam-*", true)]
    [InlineData("iam:PassRole", $"arn:aws:iam::{Account}:role/notejam-*", false)]
    [InlineData("iam:PassRole", $"arn:aws:iam:eu-west-2:{Account}:role/notejam-*", true)]
    public void An_action_that_is_allowed_on_nothing_it_is_about_is_seen(string action, string resource, bool isSeen) => Assert.Equal(isSeen, Grants.Vain(Statement(action, resource)).Any());

    [Theory]
    [InlineData("kms:Decrypt", "kms:ViaService", false)]
    [InlineData("kms:Decrypt", "aws:ResourceTag/Project", false)]
    [InlineData("kms:Decrypt", "ecs:cluster", true)]
    [InlineData("ecs:RegisterTaskDefinition", "aws:RequestTag/Project", false)]
    [InlineData("ec2:CreateRoute", "aws:RequestTag/Project", true)]
    [InlineData("s3:GetObject", "aws:SecureTransport", false)]
    [InlineData("s3:GetObject", "aws:NoSuchKey", true)]
    public void A_condition_that_no_request_can_meet_is_seen(string action, string key, bool isSeen) => Assert.Equal(isSeen, Grants.Absent(Statement(action, "*", key)).Any());

    [Fact]
    public void A_role_that_may_act_on_only_half_of_what_a_call_is_about_is_seen()
    {
        var half = Statement("ec2:CreateRoute", $"arn:aws:ec2:*:{Account}:vpc/*");
        Assert.Equal(["x: ec2:CreateRoute is allowed on no route-table, which every call is about"], Grants.Incomplete("x", [half]));
        Assert.Empty(Grants.Incomplete("x", [half, Statement("ec2:CreateRoute", $"arn:aws:ec2:*:{Account}:route-table/*")]));
    }

    [Theory]
    [InlineData("arn:aws:ecs:*:1:service/notejam-*", "arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Service}", true)]
    [InlineData("arn:aws:ecs:*:1:cluster/notejam-*", "arn:${Partition}:ecs:${Region}:${Account}:service/${Cluster}/${Service}", false)]
    [InlineData("arn:aws:s3:::bucket", "arn:${Partition}:s3:::${BucketName}/${ObjectName}", false)]
    [InlineData("arn:aws:s3:::bucket/*", "arn:${Partition}:s3:::${BucketName}/${ObjectName}", true)]
    [InlineData("arn:aws:rds:*:1:*", "arn:${Partition}:rds:${Region}:${Account}:db:${Name}", true)]
    [InlineData("notejam", "arn:${Partition}:rds:${Region}:${Account}:db:${Name}", false)]
    public void A_pattern_matches_a_type_when_some_ARN_is_of_both(string pattern, string format, bool matches) => Assert.Equal(matches, ArnPattern.CanMatch(pattern, format));

    private static PolicyStatement Statement(string action, string resource, params string[] keys) => new("here", "Allow", [], [action], [resource], keys);
}
