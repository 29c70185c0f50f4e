using Nuke.Common;
using Nuke.Common.IO;
using Nuke.Common.Utilities;
using Nuke.Components;

namespace Polyfills.Nuke.Tests.Parameters;

public class ParameterConversionTests
{
    public static TheoryData<string, Type, object?> Conversions => new()
    {
        { "text", typeof(string), "text" },
        { "true", typeof(bool), true },
        { "False", typeof(bool?), false },
        { "42", typeof(int), 42 },
        { "42", typeof(int?), 42 },
        { "", typeof(int?), null },
        { "0x10", typeof(int), 16 },
        { "1.5", typeof(double), 1.5 },
        { "00:05:00", typeof(TimeSpan), TimeSpan.FromMinutes(5) },
        { "minimal", typeof(Verbosity), Verbosity.Minimal },
        { "QUIET", typeof(Verbosity?), Verbosity.Quiet },
        { "release", typeof(Configuration), Configuration.Release },
        { "/a/../b", typeof(AbsolutePath), (AbsolutePath)"/b" },
        { "c/d", typeof(AbsolutePath), EnvironmentInfo.WorkingDirectory / "c" / "d" },
    };

    [Theory]
    [MemberData(nameof(Conversions))]
    public void Text_becomes_the_parameter_s_type(string text, Type type, object? expected) =>
        Assert.Equal(expected, ParameterConversion.Convert([text], type, booleanDefault: true));

    [Fact]
    public void Several_values_become_an_array() =>
        Assert.Equal(new[] { 1, 2 }, ParameterConversion.Convert(["1", "2"], typeof(int[]), booleanDefault: true));

    [Theory]
    [InlineData(typeof(bool), true)]
    [InlineData(typeof(bool?), true)]
    [InlineData(typeof(string), null)]
    [InlineData(typeof(int?), null)]
    public void No_value_is_true_for_a_switch_and_nothing_otherwise(Type type, object? expected) =>
        Assert.Equal(expected, ParameterConversion.Convert([], type, booleanDefault: true));

    [Theory]
    [InlineData("many", typeof(int?), "Value 'many' could not be converted to 'int?'")]
    [InlineData("maybe", typeof(bool), "Value 'maybe' could not be converted to 'bool'")]
    [InlineData("Loud", typeof(Verbosity), "Value 'Loud' could not be converted to 'Verbosity'")]
    public void What_cannot_be_converted_is_named(string text, Type type, string expected)
    {
        var exception = Assert.ThrowsAny<Exception>(() => ParameterConversion.Convert([text], type, booleanDefault: true));

        Assert.Equal(expected, exception.Message);
    }

    [Fact]
    public void Two_values_for_one_are_refused()
    {
        var exception = Assert.ThrowsAny<Exception>(() => ParameterConversion.Convert(["a", "b"], typeof(string), booleanDefault: true));

        Assert.Equal("Value [ a, b ] cannot be assigned to 'string'", exception.Message);
    }

    [Theory]
    [InlineData("DeployRole", "deploy-role")]
    [InlineData("Region", "region")]
    [InlineData("NuGetApiKey", "nuget-api-key")]
    [InlineData("MyGitHubToken", "my-github-token")]
    [InlineData("NoLogo", "no-logo")]
    [InlineData("AWSRegion", "awsregion")]
    public void Names_get_dashes_between_words(string name, string expected) =>
        Assert.Equal(expected, name.ToDashedName());
}
