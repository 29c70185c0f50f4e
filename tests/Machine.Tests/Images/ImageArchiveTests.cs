using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

public sealed class ImageArchiveTests : IDisposable
{
    private static readonly ImageRecipe Recipe = new()
    {
        Reference = "redis:7",
        Packages = ["redis-server"],
        Configuration = new ImageConfiguration
        {
            User = "999:999",
            Environment = ["A=1"],
            Command = ["redis-server"],
            Ports = ["6379/tcp"],
            Labels = new Dictionary<string, string> { ["z"] = "1", ["a"] = "2" },
        },
    };

    private readonly TemporaryFolder _folder = new();

    [Fact]
    public async Task The_id_is_the_digest_of_the_configuration_and_the_manifest_names_all()
    {
        var id = await WriteAsync(Recipe, "image.tar");
        var files = await ReadAsync("image.tar");

        var configuration = files[$"{id["sha256:".Length..]}.json"];
        Assert.Equal(id, "sha256:" + Convert.ToHexStringLower(SHA256.HashData(configuration)));
        var manifest = JsonDocument.Parse(files["manifest.json"]).RootElement[0];
        Assert.Equal("redis:7", manifest.GetProperty("RepoTags")[0].GetString());
        Assert.Equal("layer", System.Text.Encoding.UTF8.GetString(files[manifest.GetProperty("Layers")[0].GetString()!]));
    }

    [Fact]
    public async Task The_configuration_says_how_to_run_it()
    {
        var id = await WriteAsync(Recipe, "image.tar");

        var json = JsonDocument.Parse((await ReadAsync("image.tar"))[$"{id["sha256:".Length..]}.json"]).RootElement;

        Assert.Equal("arm64", json.GetProperty("architecture").GetString());
        Assert.Equal("sha256:abc", json.GetProperty("rootfs").GetProperty("diff_ids")[0].GetString());
        var run = json.GetProperty("config");
        Assert.Equal("999:999", run.GetProperty("User").GetString());
        Assert.Equal("{}", run.GetProperty("ExposedPorts").GetProperty("6379/tcp").GetRawText());
        Assert.Equal("""{"a":"2","z":"1"}""", run.GetProperty("Labels").GetRawText());
        Assert.False(run.TryGetProperty("StopSignal", out _));
    }

    [Fact]
    public async Task The_same_recipe_gives_the_same_id_and_another_gives_another()
    {
        var other = Recipe with { Configuration = Recipe.Configuration with { User = "1:1" } };

        Assert.Equal(await WriteAsync(Recipe, "1.tar"), await WriteAsync(Recipe, "2.tar"));
        Assert.NotEqual(await WriteAsync(Recipe, "1.tar"), await WriteAsync(other, "2.tar"));
    }

    public void Dispose() => _folder.Dispose();

    private Task<string> WriteAsync(ImageRecipe recipe, string name) =>
        ImageArchive.WriteAsync(Path.Combine(_folder.Path, name), _folder.Write("layer", "layer"), "abc", recipe, "arm64");

    private async Task<Dictionary<string, byte[]>> ReadAsync(string name)
    {
        var files = new Dictionary<string, byte[]>();
        await using var stream = File.OpenRead(Path.Combine(_folder.Path, name));
        await using var reader = new TarReader(stream);
        while (await reader.GetNextEntryAsync() is { } entry)
        {
            using var content = new MemoryStream();
            await entry.DataStream!.CopyToAsync(content);
            files[entry.Name] = content.ToArray();
        }

        return files;
    }
}
