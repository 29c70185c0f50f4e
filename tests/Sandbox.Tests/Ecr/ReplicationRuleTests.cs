using Notejam.Sandbox.Ecr.Replication;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class ReplicationRuleTests
{
    private const string All = """[{"destinations":[{"region":"eu-west-2"}]}]""";
    private const string Some = """[{"destinations":[{"region":"eu-west-2"}],"repositoryFilters":[{"filter":"notejam"},{"filter":"shared/"}]},{"destinations":[{"region":"eu-west-2"}],"repositoryFilters":[{"filter":"note"}]}]""";

    [Theory]
    [InlineData("[]", "notejam", false)]
    [InlineData(All, "anything", true)]
    [InlineData(Some, "notejam-production", true)]
    [InlineData(Some, "shared/base", true)]
    [InlineData(Some, "my/notejam", false)]
    public void A_rule_goes_by_prefixes_or_for_all(string rules, string repository, bool replicated)
    {
        Assert.Equal(replicated ? ["eu-west-2"] : [], ReplicationRule.Destinations(rules, repository));
    }
}
