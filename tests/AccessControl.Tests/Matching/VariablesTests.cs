using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.AccessControl.Tests.Conditions;
using Notejam.AccessControl.Tests.Support;

namespace Notejam.AccessControl.Tests.Matching;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html</summary>
public sealed class VariablesTests
{
    private static readonly RequestContext Alice = RequestContext.Of(("aws:username", "alice"), ("aws:PrincipalTag/department", "blue*"), ("aws:userid", "AROAEXAMPLE:run-1"));

    [Theory]
    [InlineData("arn:aws:s3:::notes/${aws:username}/*", "arn:aws:s3:::notes/alice/a", true)]
    [InlineData("arn:aws:s3:::notes/${AWS:UserName}/*", "arn:aws:s3:::notes/alice/a", true)]
    [InlineData("arn:aws:s3:::notes/${aws:username}/*", "arn:aws:s3:::notes/bob/a", false)]
    [InlineData("arn:aws:s3:::notes/${aws:userid}/*", "arn:aws:s3:::notes/AROAEXAMPLE:run-1/a", true)]
    [InlineData("arn:aws:s3:::notes/${aws:PrincipalTag/department}", "arn:aws:s3:::notes/blue*", true)]
    [InlineData("arn:aws:s3:::notes/${aws:PrincipalTag/department}", "arn:aws:s3:::notes/blue-green", false)]
    [InlineData("arn:aws:s3:::notes/${aws:PrincipalTag/none}", "arn:aws:s3:::notes/${aws:PrincipalTag/none}", false)]
    [InlineData("arn:aws:s3:::notes/${aws:PrincipalTag/none, 'all'}", "arn:aws:s3:::notes/all", true)]
    [InlineData("arn:aws:s3:::notes/${aws:username, 'all'}", "arn:aws:s3:::notes/all", false)]
    [InlineData("arn:aws:s3:::notes/${aws:PrincipalTag/none, ''}x", "arn:aws:s3:::notes/x", true)]
    [InlineData("arn:aws:s3:::notes/${*}", "arn:aws:s3:::notes/*", true)]
    [InlineData("arn:aws:s3:::notes/${*}", "arn:aws:s3:::notes/a", false)]
    [InlineData("arn:aws:s3:::notes/a${?}", "arn:aws:s3:::notes/a?", true)]
    [InlineData("arn:aws:s3:::notes/${$}{aws:username}", "arn:aws:s3:::notes/${aws:username}", true)]
    [InlineData("arn:aws:s3:::notes/${aws:username", "arn:aws:s3:::notes/${aws:username", true)]
    [InlineData("arn:aws:sqs:*:*:${aws:username}-queue", "arn:aws:sqs:us-east-2:111122223333:alice-queue", true)]
    [InlineData("arn:aws:sqs:*:${aws:username}:x", "arn:aws:sqs:us-east-2:alice:x", false)]
    public void A_variable_stands_for_a_value_behind_the_fifth_colon(string pattern, string resource, bool matches) =>
        Assert.Equal(matches, new Scenario(Scenario.User, "s3:GetObject", resource) { Identity = [Scenario.Allow("s3:*", pattern)], Context = Alice }.Decide().IsAllowed);

    [Fact]
    public void A_resource_with_a_variable_that_has_no_value_matches_no_resource_so_that_NotResource_does()
    {
        const string Allow = """{"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::${aws:username}"}""";

        Assert.True(new Scenario(Scenario.User, "s3:GetObject", Scenario.Bucket) { Identity = [Allow] }.Decide().IsAllowed);
    }

    [Theory]
    [InlineData("StringEquals", "${aws:username}", "alice", true)]
    [InlineData("StringEqualsIgnoreCase", "${aws:username}", "ALICE", true)]
    [InlineData("StringLike", "${aws:username}/*", "alice/x", true)]
    [InlineData("StringEquals", "https://example.com/${aws:username}/", "https://example.com/alice/", true)]
    [InlineData("StringEquals", "${test:None, 'nobody'}", "nobody", true)]
    [InlineData("StringEquals", "${*}", "*", true)]
    [InlineData("ArnLike", "arn:aws:iam::${test:Account}:role/${aws:username}-*", "arn:aws:iam::111122223333:role/alice-x", true)]
    [InlineData("ArnLike", "arn:aws:iam::${test:Account}:role/*", "arn:aws:iam::444455556666:role/x", false)]
    [InlineData("Bool", "${test:Truth}", "true", true)]
    [InlineData("NumericEquals", "${test:Number}", "5", false)]
    [InlineData("IpAddress", "${test:Address}", "10.0.0.1", false)]
    public void Text_and_arn_operators_know_variables(string name, string wanted, string actual, bool holds) =>
        Assert.Equal(holds, ConditionProbe.Holds(name, wanted, actual, ("aws:username", "alice"), ("test:Account", "111122223333"), ("test:Truth", "TRUE"), ("test:Number", "5"), ("test:Address", "10.0.0.1")));

    [Theory]
    [InlineData("StringEquals", false)]
    [InlineData("StringLike", false)]
    [InlineData("StringNotEquals", true)]
    [InlineData("StringNotLike", true)]
    public void A_variable_without_a_value_is_like_nothing_and_unlike_everything(string name, bool holds) => Assert.Equal(holds, ConditionProbe.Holds(name, "${aws:PrincipalTag/Team}", "blue"));

    [Fact]
    public void A_key_of_several_values_cannot_be_a_variable()
    {
        var context = RequestContext.Of([KeyValuePair.Create("aws:TagKeys", ContextValue.Of(["a"])), KeyValuePair.Create("test:Key", ContextValue.Of("a"))]);

        Assert.False(ConditionProbe.Holds("""{"StringEquals": {"test:Key": "${aws:TagKeys}"}}""", context));
    }

    [Fact]
    public void The_version_of_2008_has_no_variables()
    {
        var policy = Policy.Parse("old", """{"Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::notes/${aws:username}"}}""");

        bool IsAllowed(string resource) => AccessEvaluator.Decide(new AccessRequest(Principal.Parse(Scenario.User), "s3:GetObject", new RequestedResource(resource), Alice), new PrincipalPolicies { Identity = [policy] }).IsAllowed;

        Assert.False(IsAllowed("arn:aws:s3:::notes/alice"));
        Assert.True(IsAllowed("arn:aws:s3:::notes/${aws:username}"));
    }
}
