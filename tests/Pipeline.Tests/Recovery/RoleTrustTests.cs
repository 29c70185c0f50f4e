using Notejam.Pipeline.Recovery.Checks;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class RoleTrustTests
{
    private const string Allow = """{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}""";

    [Theory]
    [InlineData(Allow, true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":["ec2.amazonaws.com","backup.amazonaws.com"]},"Action":["sts:TagSession","sts:AssumeRole"]}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"STS:Assume*"}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole","Condition":{"StringEquals":{"aws:SourceAccount":"123456789012"}}}""", true)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"AWS":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:TagSession"}""", false)]
    [InlineData("""{"Effect":"Allow","Principal":"*","Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":"Deny","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData("""{"Effect":["Allow"],"Principal":["backup.amazonaws.com"],"Action":{"sts":"AssumeRole"}}""", false)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":{"Service":["backup.amazonaws.com"]},"Action":"sts:*"}""", false)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":"*","Action":"*"}""", false)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":{"AWS":"*"},"Action":"sts:AssumeRole"}""", false)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":{"Service":"ec2.amazonaws.com"},"Action":"sts:AssumeRole"}""", true)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":{"Service":"backup.amazonaws.com"},"Action":"sts:TagSession"}""", true)]
    [InlineData(Allow + """,{"Effect":"Deny","Principal":"*","Action":"sts:AssumeRole","Condition":{"StringNotEquals":{"aws:SourceAccount":"123456789012"}}}""", true)]
    public void Who_is_allowed_and_not_denied_is_trusted(string statements, bool trusted)
    {
        Assert.Equal(trusted, Trusts($$"""{"Version":"2012-10-17","Statement":[{{statements}}]}"""));
        if (!statements.Contains("},{", StringComparison.Ordinal)) Assert.Equal(trusted, Trusts($$"""{"Version":"2012-10-17","Statement":{{statements}}}"""));
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("{")]
    [InlineData("{}")]
    [InlineData("[]")]
    public void No_policy_trusts_nobody(string? policy) => Assert.False(Trusts(policy));

    [Fact]
    public void A_policy_that_is_not_encoded_is_read_too() => Assert.True(RoleTrust.Trusts($$"""{"Statement": {{Allow}}}""", "backup.amazonaws.com"));

    private static bool Trusts(string? policy) => RoleTrust.Trusts(policy is null ? null : Uri.EscapeDataString(policy), "backup.amazonaws.com");
}
