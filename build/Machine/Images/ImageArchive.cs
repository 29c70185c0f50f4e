using System.Formats.Tar;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notejam.Machine.Images;

/// <summary>
/// Writes an archive for "docker load" with one layer. The engine keeps the configuration as it is,
/// so the image's id is the configuration's SHA-256 and depends on nothing but the content.
/// </summary>
public static class ImageArchive
{
    private static readonly JsonSerializerOptions Json = new() { DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull };

    /// <summary>Writes the archive and returns the image's id, "sha256:…".</summary>
    /// <param name="layerFile">The uncompressed layer.</param>
    /// <param name="layerDigest">Its SHA-256 in hexadecimal.</param>
    public static async Task<string> WriteAsync(
        string file,
        string layerFile,
        string layerDigest,
        ImageRecipe recipe,
        string architecture,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(recipe);
        var configuration = JsonSerializer.SerializeToUtf8Bytes(Describe(recipe, layerDigest, architecture), Json);
        var id = Convert.ToHexStringLower(SHA256.HashData(configuration));
        var manifest = JsonSerializer.SerializeToUtf8Bytes(
            new[] { new Manifest($"{id}.json", [recipe.Reference], [$"{layerDigest}.tar"]) });

        await using var stream = File.Create(file);
        await using var writer = new TarWriter(stream, TarEntryFormat.Gnu);
        await WriteAsync(writer, $"{id}.json", new MemoryStream(configuration), cancellationToken);
        await WriteAsync(writer, $"{layerDigest}.tar", File.OpenRead(layerFile), cancellationToken);
        await WriteAsync(writer, "manifest.json", new MemoryStream(manifest), cancellationToken);
        return $"sha256:{id}";
    }

    private static async Task WriteAsync(TarWriter writer, string name, Stream content, CancellationToken cancellationToken)
    {
        await using (content)
        {
            var entry = new GnuTarEntry(TarEntryType.RegularFile, name)
            {
                DataStream = content,
                ModificationTime = DateTimeOffset.UnixEpoch,
                Mode = Permissions.File,
            };
            await writer.WriteEntryAsync(entry, cancellationToken);
        }
    }

    private static Configuration Describe(ImageRecipe recipe, string layerDigest, string architecture)
    {
        var run = recipe.Configuration;
        return new Configuration(
            architecture,
            "linux",
            "1970-01-01T00:00:00Z",
            new RunConfiguration(
                run.User,
                run.Environment,
                run.Entrypoint is { Count: > 0 } ? run.Entrypoint : null,
                run.Command is { Count: > 0 } ? run.Command : null,
                run.WorkingDirectory,
                Set(run.Ports),
                Set(run.Volumes),
                run.StopSignal,
                new SortedDictionary<string, string>(run.Labels.ToDictionary(), StringComparer.Ordinal)),
            new RootFilesystem("layers", [$"sha256:{layerDigest}"]),
            [new History("1970-01-01T00:00:00Z", "notejam", $"made from Debian packages: {string.Join(' ', recipe.Packages)}")]);
    }

    private static SortedDictionary<string, object>? Set(IReadOnlyList<string> names) =>
        names.Count == 0 ? null : new SortedDictionary<string, object>(names.ToDictionary(name => name, _ => new object()), StringComparer.Ordinal);

    private sealed record Manifest(string Config, string[] RepoTags, string[] Layers);

    private sealed record Configuration(
        [property: JsonPropertyName("architecture")] string Architecture,
        [property: JsonPropertyName("os")] string System,
        [property: JsonPropertyName("created")] string Created,
        [property: JsonPropertyName("config")] RunConfiguration Run,
        [property: JsonPropertyName("rootfs")] RootFilesystem Files,
        [property: JsonPropertyName("history")] History[] History);

    private sealed record RunConfiguration(
        string? User,
        IReadOnlyList<string> Env,
        IReadOnlyList<string>? Entrypoint,
        IReadOnlyList<string>? Cmd,
        string WorkingDir,
        SortedDictionary<string, object>? ExposedPorts,
        SortedDictionary<string, object>? Volumes,
        string? StopSignal,
        SortedDictionary<string, string> Labels);

    private sealed record RootFilesystem(
        [property: JsonPropertyName("type")] string Type,
        [property: JsonPropertyName("diff_ids")] string[] Layers);

    private sealed record History(
        [property: JsonPropertyName("created")] string Created,
        [property: JsonPropertyName("created_by")] string By,
        [property: JsonPropertyName("comment")] string Comment);
}
