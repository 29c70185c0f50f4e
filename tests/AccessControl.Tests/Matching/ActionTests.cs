using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Matching;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html</summary>
public sealed class ActionTests
{
    [Theory]
    [InlineData("*", "s3:GetObject", true)]
    [InlineData("*:*", "s3:GetObject", true)]
    [InlineData("s3:*", "s3:GetObject", true)]
    [InlineData("S3:getobject", "s3:GetObject", true)]
    [InlineData("s3:Get*", "s3:GetObject", true)]
    [InlineData("s3:*Object", "s3:GetObject", true)]
    [InlineData("s3:?etObject", "s3:GetObject", true)]
    [InlineData("iam:*AccessKey*", "iam:CreateAccessKey", true)]
    [InlineData("s3:GetObject", "s3:GetObjectVersion", false)]
    [InlineData("s3:GetObject?", "s3:GetObject", false)]
    [InlineData("s3:*", "s3-object-lambda:GetObject", false)]
    [InlineData("s3:*", "ecs:RunTask", false)]
    public void A_pattern_is_about_actions_in_any_case(string pattern, string action, bool matches) =>
        Assert.Equal(matches, new Scenario(Scenario.User, action, Scenario.Bucket) { Identity = [Scenario.Allow(pattern)] }.Decide().IsAllowed);

    [Theory]
    [InlineData("iam:CreateRole", false)]
    [InlineData("IAM:listroles", false)]
    [InlineData("sts:AssumeRole", false)]
    [InlineData("s3:GetObject", true)]
    public void NotAction_is_about_all_others(string action, bool isAllowed)
    {
        const string Allow = """{"Effect": "Allow", "NotAction": ["iam:*", "sts:AssumeRole"], "Resource": "*"}""";

        Assert.Equal(isAllowed, new Scenario(Scenario.User, action, Scenario.Bucket) { Identity = [Allow] }.Decide().IsAllowed);
    }

    [Fact]
    public void A_statement_of_several_services_is_asked_for_each()
    {
        const string Allow = """{"Effect": "Allow", "Action": ["s3:GetObject", "ecs:*", "e?s:RunTask"], "Resource": "*"}""";

        Assert.Equal([true, true, true, false], new[] { "s3:GetObject", "ecs:StopTask", "eks:RunTask", "eks:StopTask" }.Select(action => new Scenario(Scenario.User, action, "*") { Identity = [Allow] }.Decide().IsAllowed));
    }
}
