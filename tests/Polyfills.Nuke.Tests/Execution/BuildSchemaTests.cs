using System.Text.Json.Nodes;
using Nuke.Common;
using Nuke.Common.Execution;
using Nuke.Common.IO;
using Nuke.Components;

namespace Polyfills.Nuke.Tests.Execution;

public class BuildSchemaTests
{
    private static readonly JsonNode Schema = JsonNode.Parse(BuildSchema.Write(new Parameterized()))!;

    [Theory]
    [InlineData("Flag", """{"type":"boolean"}""")]
    [InlineData("Maybe", """{"type":["boolean","null"]}""")]
    [InlineData("Number", """{"type":"integer","description":"How many","format":"int32"}""")]
    [InlineData("Ratio", """{"type":["null","number"],"format":"double"}""")]
    [InlineData("Text", """{"type":"string"}""")]
    [InlineData("Folder", """{"type":"string"}""")]
    [InlineData("Words", """{"type":"array","items":{"type":"string"}}""")]
    [InlineData("Colour", """{"$ref":"#/definitions/Colour"}""")]
    [InlineData("NoColour", """{"oneOf":[{"type":"null"},{"$ref":"#/definitions/Colour"}]}""")]
    [InlineData("Colours", """{"type":"array","items":{"$ref":"#/definitions/Colour"}}""")]
    [InlineData("Configuration", """{"type":"string","enum":["Debug","Release"]}""")]
    [InlineData("Configurations", """{"type":"array","items":{"type":"string","enum":["Debug","Release"]}}""")]
    [InlineData("Stage", """{"type":"string","enum":["production","staging"]}""")]
    [InlineData("Renamed", """{"type":"string"}""")]
    [InlineData("PartChannel", """{"type":"string"}""")]
    [InlineData("Own", """{"type":"string"}""")]
    public void Each_type_of_parameter_has_its_shape(string name, string expected) =>
        Assert.Equal(expected, Schema["allOf"]![0]!["properties"]![name]!.ToJsonString());

    [Theory]
    [InlineData("Token", """{"type":"string","description":"Of the registry","default":"Secrets must be entered via 'nuke :secrets [profile]'"}""")]
    [InlineData("Key", """{"type":"string","default":"Secrets must be entered via 'nuke :secrets [profile]'"}""")]
    public void A_secret_says_where_it_is_to_be_entered(string name, string expected) =>
        Assert.True(JsonNode.DeepEquals(JsonNode.Parse(expected), Schema["allOf"]![0]!["properties"]![name]));

    [Fact]
    public void Parameters_are_in_the_order_of_their_names() =>
        Assert.Equal(
            ["Colour", "Colours", "Configuration", "Configurations", "Flag", "Folder", "Key", "Maybe", "NoColour", "Number", "Own", "PartChannel", "Ratio", "Renamed", "Stage", "Text", "Token", "Words"],
            Names(Schema["allOf"]![0]!["properties"]!));

    [Fact]
    public void The_parameters_of_all_builds_are_a_definition_that_the_build_refers_to()
    {
        Assert.Equal("""{"$ref":"#/definitions/NukeBuild"}""", Schema["allOf"]![1]!.ToJsonString());
        Assert.Equal(["Colour", "Host", "ExecutableTarget", "Verbosity", "NukeBuild"], Names(Schema["definitions"]!));
        Assert.Equal(
            ["Continue", "Help", "Host", "NoLogo", "Plan", "Profile", "Root", "Skip", "Target", "Verbosity"],
            Names(Schema["definitions"]!["NukeBuild"]!["properties"]!));
    }

    [Theory]
    [InlineData("ExecutableTarget", """{"type":"string","enum":["A","B","Push"]}""")]
    [InlineData("Host", """{"type":"string","enum":["GitHubActions","Terminal"]}""")]
    [InlineData("Verbosity", """{"type":"string","description":"","enum":["Verbose","Normal","Minimal","Quiet"]}""")]
    [InlineData("Colour", """{"type":"string","description":"","enum":["Red","Blue"]}""")]
    public void Shared_values_are_definitions(string name, string expected) =>
        Assert.Equal(expected, Schema["definitions"]![name]!.ToJsonString());

    [Theory]
    [InlineData("Skip")]
    [InlineData("Target")]
    public void Lists_of_targets_take_targets(string name) =>
        Assert.Equal(
            """{"$ref":"#/definitions/ExecutableTarget"}""",
            Schema["definitions"]!["NukeBuild"]!["properties"]![name]!["items"]!.ToJsonString());

    [Fact]
    public void A_build_without_parameters_adds_nothing()
    {
        var schema = JsonNode.Parse(BuildSchema.Write(new Bare()))!;

        Assert.Equal("{}", schema["allOf"]![0]!.ToJsonString());
        Assert.Equal("""{"type":"string"}""", schema["definitions"]!["ExecutableTarget"]!.ToJsonString());
    }

    [Fact]
    public void It_is_written_for_people()
    {
        var text = BuildSchema.Write(new Bare());

        Assert.StartsWith("{\n  \"$schema\": \"http://json-schema.org/draft-04/schema#\",\n", text, StringComparison.Ordinal);
        Assert.Contains("Default is 'automatic'", text, StringComparison.Ordinal);
        Assert.EndsWith("\n}\n", text, StringComparison.Ordinal);
    }

    private static IEnumerable<string> Names(JsonNode node) => node.AsObject().Select(x => x.Key);


    private sealed class Bare : NukeBuild;

    private sealed class OwnAttribute : ParameterAttribute;

    [ParameterPrefix("Part")]
    private interface IPart : IPush
    {
        [Parameter]
        string? Channel => TryGetValue(() => Channel);
    }

    private sealed class Parameterized : NukeBuild, IPart
    {
        [Parameter] internal bool Flag { get; }
        [Parameter] internal bool? Maybe { get; }
        [Parameter("How many.")] internal int Number { get; }
        [Parameter] internal double? Ratio { get; }
        [Parameter] internal string? Text { get; }
        [Parameter] internal AbsolutePath? Folder { get; }
        [Parameter] internal string[]? Words { get; }
        [Parameter] internal Colour Colour { get; }
        [Parameter] internal Colour? NoColour { get; }
        [Parameter] internal Colour[]? Colours { get; }
        [Parameter] internal Configuration? Configuration { get; }
        [Parameter] internal Configuration[]? Configurations { get; }
        [Parameter(ValueProviderMember = nameof(Stages))] internal string? Stage { get; }
        [Parameter(Name = "Renamed")] internal string? Original { get; }
        [Parameter("Of the registry.")] [Secret] internal string? Token { get; }
        [Parameter] [Secret] internal string? Key { get; }
        [Own] internal int Own { get; }

        private IEnumerable<string> Stages => ["staging", "production"];

        private Target B => _ => _.Executes(() => { });

        private Target A => _ => _.Executes(() => { });
    }
}

internal enum Colour
{
    Red,
    Blue,
}
