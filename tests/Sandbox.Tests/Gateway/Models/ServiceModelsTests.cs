using Notejam.Sandbox.Gateway.Models;

namespace Notejam.Sandbox.Tests.Gateway.Models;

public sealed class ServiceModelsTests
{
    public static TheoryData<string> Services => [.. ServiceModels.SigningNames];

    [Theory]
    [MemberData(nameof(Services))]
    public void Every_model_can_be_read_and_has_rules(string signingName)
    {
        var model = ServiceModels.Of(signingName)!;

        Assert.Equal(signingName, model.SigningName);
        Assert.NotEmpty(model.Operations);
        Assert.True(InputRules.Has(signingName));
    }

    // A pattern that cannot be read would refuse every value, or none.
    [Theory]
    [MemberData(nameof(Services))]
    public void Every_pattern_can_be_applied(string signingName) =>
        Assert.All(ServiceModels.Of(signingName)!.Shapes.Select(shape => shape.Pattern).OfType<ValuePattern>(), pattern => pattern.Matches("value"));

    [Theory]
    [InlineData(@"[\w+=,.@-]*", "Session1", true)]
    [InlineData(@"[\w+=,.@-]*", "Sitzung-ä", false)]
    [InlineData(@"[a-z]+|[0-9]+", "a1", false)]
    [InlineData(@"\p{Print}+", "a\nb", false)]
    [InlineData(@"[\p{L}\p{Z}\p{N}_.:/=+\-@]+", "Größe 1", true)]
    [InlineData(@"[0-9]+", "1\n", false)]
    public void A_pattern_is_about_the_whole_value(string pattern, string value, bool matches) =>
        Assert.Equal(matches, new ValuePattern(pattern).Matches(value));
}
