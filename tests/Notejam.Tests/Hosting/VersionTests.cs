using System.Text.Json;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Hosting;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class VersionTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_task_tells_its_revision_and_image()
    {
        var environment = notejam.Settings.ToEnvironment();
        environment["Build__Revision"] = "0123456789abcdef0123456789abcdef01234567";
        environment["Build__ImageDigest"] = "sha256:abc";
        await using var app = await NotejamProcess.StartAsync(environment);
        using var answer = await ReadAsync(app.Address);
        Assert.Equal("0123456789abcdef0123456789abcdef01234567", answer.RootElement.GetProperty("revision").GetString());
        Assert.Equal("sha256:abc", answer.RootElement.GetProperty("imageDigest").GetString());
        Assert.StartsWith("1.0.0+", answer.RootElement.GetProperty("version").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_it_was_not_told_it_does_not_invent()
    {
        using var answer = await ReadAsync(notejam.Address);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("revision").ValueKind);
        Assert.Equal(JsonValueKind.Null, answer.RootElement.GetProperty("imageDigest").ValueKind);
    }

    private static async Task<JsonDocument> ReadAsync(Uri address)
    {
        using var client = new NotejamClient(address);
        return JsonDocument.Parse(await (await client.GetAsync("/version")).Response.Content.ReadAsStringAsync());
    }
}
