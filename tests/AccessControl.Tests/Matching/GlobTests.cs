using Notejam.AccessControl.Matching;

namespace Notejam.AccessControl.Tests.Matching;

public sealed class GlobTests
{
    [Theory]
    [InlineData("*", "", true)]
    [InlineData("*", "anything:at/all", true)]
    [InlineData("?", "", false)]
    [InlineData("?", "a", true)]
    [InlineData("a*", "a", true)]
    [InlineData("a*b", "ab", true)]
    [InlineData("a*b", "aXXb", true)]
    [InlineData("a*b", "aXXbc", false)]
    [InlineData("*a*", "bab", true)]
    [InlineData("a**b", "ab", true)]
    [InlineData("*ab", "aab", true)]
    [InlineData("*aab", "aaab", true)]
    [InlineData("a?c*", "abcdef", true)]
    [InlineData("", "", true)]
    [InlineData("", "a", false)]
    [InlineData("A", "a", false)]
    public void A_pattern_stands_for_texts(string pattern, string text, bool matches) => Assert.Equal(matches, Glob.Matches(Glob.FromText(pattern), text));

    [Fact]
    public void Case_can_be_ignored() => Assert.True(Glob.Matches(Glob.FromText("S3:get*"), "s3:GetObject", ignoreCase: true));

    [Fact]
    public void Many_wildcards_take_no_time_that_matters()
    {
        Assert.False(Glob.Matches(Glob.FromText(string.Concat(Enumerable.Repeat("*a", 40)) + "b"), new string('a', 300)));
        Assert.False(ArnGlob.Matches(Glob.FromText(string.Concat(Enumerable.Repeat("*:", 5)) + string.Concat(Enumerable.Repeat("*a", 40)) + "b"), "arn:aws:s3:::" + new string('a', 300)));
    }
}
