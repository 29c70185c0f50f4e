using Notejam.Sandbox.ElastiCache.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.ElastiCache.Model;

public sealed class AuthTokensTests
{
    [Theory]
    [InlineData("", "ROTATE A", "- A")]
    [InlineData("", "SET A", "A")]
    [InlineData("- A", "ROTATE A", "- A")]
    [InlineData("- A", "ROTATE B", "A B")]
    [InlineData("- A", "SET A", "A")]
    [InlineData("A", "ROTATE B", "A B")]
    [InlineData("A", "B", "A B")]
    [InlineData("A B", "ROTATE C", "B C")]
    [InlineData("A B", "SET B", "B")]
    [InlineData("A B", "SET A", "A")]
    [InlineData("A B", "DELETE", "-")]
    [InlineData("A", "", "A")]
    public void A_change_leaves_at_most_two_tokens(string before, string change, string after)
    {
        var words = change.Split(' ');
        var strategy = Array.Find(words, word => word.Length > 1);
        var token = Array.Find(words, word => word.Length == 1);

        var changed = Read(before).Change(token, strategy);
        Assert.Equal(Read(after).Hashes, changed.Hashes);
        Assert.Equal(Read(after).Optional, changed.Optional);
    }

    [Theory]
    [InlineData("SET", null, "InvalidParameterCombination")]
    [InlineData("ROTATE", null, "InvalidParameterCombination")]
    [InlineData("DELETE", "A", "InvalidParameterCombination")]
    [InlineData("TURN", "A", "InvalidParameterValue")]
    public void A_change_that_makes_no_sense_is_refused(string strategy, string? token, string code) =>
        Assert.Equal(code, Assert.Throws<AwsException>(() => AuthTokens.None.Change(token, strategy)).Code);

    [Theory]
    [InlineData("fifteen-letters")]
    [InlineData("sixteen letters-and")]
    [InlineData("sixteen/letters-and")]
    [InlineData("sixteen@letters-and")]
    [InlineData("sixteen\"letters-and")]
    [InlineData("sixteen`letters-and")]
    [InlineData("sixteen-lettérs-and")]
    public void A_token_that_AWS_refuses_is_refused(string token) =>
        Assert.Equal("InvalidParameterValue", Assert.Throws<AwsException>(() => AuthTokens.Check(token, encrypted: true)).Code);

    // "- A": with the token A, and without one.
    private static AuthTokens Read(string text)
    {
        var words = text.Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return new AuthTokens([.. words.Where(word => word != "-").Select(AuthTokens.Hash)], Optional: words.Length == 0 || words.Contains("-"));
    }
}
