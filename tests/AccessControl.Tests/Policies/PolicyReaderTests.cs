using Notejam.AccessControl.Policies;

namespace Notejam.AccessControl.Tests.Policies;

/// <summary>https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html</summary>
public sealed class PolicyReaderTests
{
    private const string Whole = """
        {"Id": "cd3ad3d9", "Version": "2012-10-17", "Statement": [
          {"Sid": "One", "Effect": "Allow", "Principal": {"AWS": ["123456789012", "555555555555"], "Service": "ecs.amazonaws.com", "Federated": "graph.facebook.com", "CanonicalUser": "79a5"},
           "Action": ["ec2:StartInstances", "iam:*"], "Resource": "*", "Condition": {"NumericLessThanEquals": {"s3:max-keys": 10}, "Bool": {"aws:SecureTransport": [true, "false"]}}},
          {"Effect": "Deny", "NotPrincipal": "*", "NotAction": "s3:*", "NotResource": ["arn:aws:s3:::a"]}]}
        """;

    [Fact]
    public void Every_element_is_read()
    {
        var policy = PolicyDocument.Parse(Whole);

        Assert.Equal(("cd3ad3d9", true, 2), (policy.Id, policy.HasVariables, policy.Statements.Count));
        Assert.Equal(("One", PolicyEffect.Allow), (policy.Statements[0].Sid, policy.Statements[0].Effect));
        Assert.Equal(["AWS 123456789012", "AWS 555555555555", "Service ecs.amazonaws.com", "Federated graph.facebook.com", "CanonicalUser 79a5"], policy.Statements[0].Principals!.Principals.Select(principal => $"{principal.Kind} {principal.Value}"));
        Assert.Equal(["10", "true", "false"], policy.Statements[0].Conditions.SelectMany(condition => condition.Values));
        Assert.True(policy.Statements[1] is { Sid: null, Effect: PolicyEffect.Deny, Principals.IsNegated: true, Actions: { IsNegated: true, Values: ["s3:*"] }, Resources: { IsNegated: true, Values: ["arn:aws:s3:::a"] } });
    }

    [Fact]
    public void A_single_statement_needs_no_list_and_the_version_of_old_is_meant_when_none_is_written()
    {
        var policy = PolicyDocument.Parse("""{"Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}""");

        Assert.Equal(PolicyDocument.OldVersion, policy.Version);
        Assert.Single(policy.Statements);
    }

    [Theory]
    [InlineData("", "")]
    [InlineData("not json", "")]
    [InlineData("[]", "")]
    [InlineData("""{"Version": "2012-10-17"}""", "Statement")]
    [InlineData("""{"Version": "2012-10-17", "Statement": []}""", "Statement")]
    [InlineData("""{"Version": "2012-10-18", "Statement": {"Effect": "Allow"}}""", "Version")]
    [InlineData("""{"version": "2012-10-17", "Statement": {"Effect": "Allow"}}""", "version")]
    [InlineData("""{"Statement": {"Effect": "Allow"}, "Extra": 1}""", "Extra")]
    [InlineData("""{"Statement": {"Effect": "Allow"}, "Statement": {"Effect": "Allow"}}""", "")]
    [InlineData("""{"Statement": "x"}""", "Statement")]
    [InlineData("""{"Statement": [{"Effect": "allow"}]}""", "Statement[0].Effect")]
    [InlineData("""{"Statement": [{"Action": "*"}]}""", "Statement[0].Effect")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Actions": "*"}]}""", "Statement[0].Actions")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Action": {"a": 1}}]}""", "Statement[0].Action")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Action": ["*", 1]}]}""", "Statement[0].Action[1]")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Action": "*", "NotAction": "*"}]}""", "Statement[0]")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Resource": "*", "NotResource": "*"}]}""", "Statement[0]")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Principal": "*", "NotPrincipal": "*"}]}""", "Statement[0]")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Principal": "123456789012"}]}""", "Statement[0].Principal")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Principal": {"User": "x"}}]}""", "Statement[0].Principal.User")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Condition": []}]}""", "Statement[0].Condition")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": "x"}}]}""", "Statement[0].Condition.StringEquals")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Condition": {"StringIs": {"a:b": "x"}}}]}""", "Statement[0].Condition.StringIs")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": {"a:b": null}}}]}""", "Statement[0].Condition.StringEquals.a:b")]
    [InlineData("""{"Statement": [{"Effect": "Allow", "Condition": {"StringEquals": {"a:b": [["x"]]}}}]}""", "Statement[0].Condition.StringEquals.a:b[0]")]
    public void What_is_no_policy_is_refused_and_the_place_is_named(string json, string path)
    {
        var (document, problems) = PolicyReader.Read(json);

        Assert.Null(document);
        Assert.Equal((path, "Syntax errors in policy."), (problems[0].Path, problems[0].Message));
        Assert.NotNull(problems[0].Detail);
    }

    [Fact]
    public void All_that_is_wrong_is_told_at_once()
    {
        var exception = Assert.Throws<MalformedPolicyException>(() => PolicyDocument.Parse("""{"Version": "1", "Statement": [{"Effect": "x"}, {"Effect": "Allow", "Sid": 5}]}"""));

        Assert.Equal(["Statement[0].Effect", "Statement[1].Sid", "Version"], exception.Problems.Select(problem => problem.Path).Order(StringComparer.Ordinal));
        Assert.Equal("Syntax errors in policy.", exception.Message);
        Assert.Equal("Statement[0].Effect: Syntax errors in policy: it is 'x': write Allow or Deny, in this case", exception.Problems.Single(problem => problem.Path.EndsWith("Effect", StringComparison.Ordinal)).ToString());
    }
}
