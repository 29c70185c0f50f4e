using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class ScanningRuleTests
{
    [Theory]
    [InlineData("*", "notejam", true)]
    [InlineData("note*", "notejam/web", true)]
    [InlineData("note*", "my-notejam", false)]
    [InlineData("*/web", "notejam/web", true)]
    [InlineData("a.b*", "axb", false)]
    [InlineData("jam", "notejam", true)]
    [InlineData("jam", "notes", false)]
    public void A_filter_without_an_asterisk_is_a_part_of_a_name(string filter, string repository, bool matches)
    {
        var rules = $$"""[{"scanFrequency":"SCAN_ON_PUSH","repositoryFilters":[{"filter":"{{filter}}","filterType":"WILDCARD"}]}]""";

        Assert.Equal(matches, ScanningRule.Matching(rules, repository).Any());
    }
}
