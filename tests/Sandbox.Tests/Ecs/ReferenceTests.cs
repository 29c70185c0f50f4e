using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Running;

namespace Notejam.Sandbox.Tests.Ecs;

public sealed class ReferenceTests
{
    private const string Secret = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";

    [Theory]
    [InlineData("notejam", "notejam", "latest")]
    [InlineData("notejam:1", "notejam", "1")]
    [InlineData("127.0.0.1:4576/notejam", "127.0.0.1:4576/notejam", "latest")]
    [InlineData("127.0.0.1:4576/notejam:abc", "127.0.0.1:4576/notejam", "abc")]
    [InlineData("127.0.0.1:4576/notejam@sha256:1f", "127.0.0.1:4576/notejam", "sha256:1f")]
    public void An_image_is_a_repository_and_a_tag_or_digest(string image, string repository, string tag) =>
        Assert.Equal((repository, tag), ImageReference.Split(image));

    [Theory]
    [InlineData(Secret, null, null, null)]
    [InlineData(Secret + ":password::", "password", null, null)]
    [InlineData(Secret + "::AWSPREVIOUS:", null, "AWSPREVIOUS", null)]
    [InlineData(Secret + ":password::v1", "password", null, "v1")]
    public void A_secret_is_an_arn_with_key_stage_and_version(string valueFrom, string? key, string? stage, string? version) =>
        Assert.Equal(new SecretReference(Secret, key, stage, version, IsParameter: false), SecretReference.Parse(valueFrom));

    [Theory]
    [InlineData("/notejam/name")]
    [InlineData("arn:aws:ssm:eu-central-1:123456789012:parameter/notejam/name")]
    public void Anything_else_is_a_parameter(string valueFrom) => Assert.True(SecretReference.Parse(valueFrom).IsParameter);

    [Fact]
    public void Containers_start_after_those_they_depend_on()
    {
        var app = Container("app", "init");
        var init = Container("init");

        Assert.Equal([init, app], DependencyOrder.Of([app, init]));
    }

    [Fact]
    public void Containers_that_depend_on_each_other_cannot_start() =>
        Assert.Throws<CannotStartTaskException>(() => DependencyOrder.Of([Container("a", "b"), Container("b", "a")]));

    [Fact]
    public void A_log_line_has_its_moment_first()
    {
        var line = LogLine.Parse("2026-01-01T12:00:00.500000000Z hello  world");

        Assert.Equal(new LogLine(new DateTimeOffset(2026, 1, 1, 12, 0, 0, 500, TimeSpan.Zero), "hello  world"), line);
        Assert.Null(LogLine.Parse("2026-01-01T12:00:00.500000000Z "));
    }

    private static JsonObject Container(string name, params string[] needs) => new()
    {
        ["name"] = name,
        ["dependsOn"] = new JsonArray([.. needs.Select(other => new JsonObject { ["containerName"] = other, ["condition"] = "START" })]),
    };
}
