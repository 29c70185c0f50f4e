using System.Formats.Tar;
using System.Text;
using Docker.DotNet;
using Docker.DotNet.Models;

namespace Notejam.Sandbox.Tests.Support;

/// <summary>An image of a few files, made by the real engine; it goes with the test.</summary>
internal sealed class TestImage(DockerClient docker, string reference) : IAsyncDisposable
{
    public static async Task<TestImage> BuildAsync(DockerClient docker, string reference, params (string Path, string Content)[] files)
    {
        using var context = new MemoryStream();
        await using (var tar = new TarWriter(context, TarEntryFormat.Pax, leaveOpen: true))
        {
            var dockerfile = $"FROM scratch\n{string.Concat(files.Select(file => $"COPY {file.Path} /{file.Path}\n"))}";
            foreach (var (path, content) in files.Prepend(("Dockerfile", dockerfile)))
                await tar.WriteEntryAsync(new PaxTarEntry(TarEntryType.RegularFile, path) { DataStream = new MemoryStream(Encoding.UTF8.GetBytes(content)) });
        }

        context.Position = 0;
        var errors = new Errors();
        await docker.Images.BuildImageFromDockerfileAsync(new ImageBuildParameters { Tags = [reference] }, context, null, null, errors);
        Assert.Null(errors.First);
        return new TestImage(docker, reference);
    }

    /// <summary>Pushes it.</summary>
    /// <returns>What the registry said against it; null when it took it.</returns>
    public async Task<string?> PushAsync(AuthConfig login)
    {
        var parts = reference.Split(':');
        var errors = new Errors();
        await docker.Images.PushImageAsync(string.Join(':', parts[..^1]), new ImagePushParameters { Tag = parts[^1] }, login, errors);
        return errors.First;
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await docker.Images.DeleteImageAsync(reference, new ImageDeleteParameters { Force = true });
        }
        catch (DockerImageNotFoundException)
        {
            // Removed by the test itself.
        }
    }

    private sealed class Errors : IProgress<JSONMessage>
    {
        public string? First { get; private set; }

        public void Report(JSONMessage value) => First ??= value.Error?.Message;
    }
}
