using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Finds the packages of an image in its files.</summary>
public static partial class Inventory
{
    /// <summary>Whether a file may tell about packages; all others need not be kept.</summary>
    public static bool IsOfInterest(string path) => IsDpkgStatus(path) || path.EndsWith(".deps.json", StringComparison.Ordinal);

    /// <summary>The packages that an image's files tell of, each once.</summary>
    /// <param name="files">Path, without a leading slash, and content of each file of interest.</param>
    public static IReadOnlyList<Package> Read(IEnumerable<KeyValuePair<string, string>> files)
    {
        ArgumentNullException.ThrowIfNull(files);
        return [.. files.SelectMany(file => IsDpkgStatus(file.Key) ? FromDpkg(file.Value) : FromDeps(file.Key, file.Value)).Distinct()];
    }

    private static bool IsDpkgStatus(string path) =>
        path == "var/lib/dpkg/status"
        // Beside a package's record may lie the checksums of its files.
        || (path.StartsWith("var/lib/dpkg/status.d/", StringComparison.Ordinal) && !path.EndsWith(".md5sums", StringComparison.Ordinal));

    private static IEnumerable<Package> FromDpkg(string text)
    {
        foreach (var paragraph in text.ReplaceLineEndings("\n").Split("\n\n", StringSplitOptions.RemoveEmptyEntries))
        {
            var fields = Field().Matches(paragraph).ToLookup(match => match.Groups["name"].Value, match => match.Groups["value"].Value.Trim());
            var (name, version) = (fields["Package"].FirstOrDefault(), fields["Version"].FirstOrDefault());
            // What is removed keeps its configuration files and an entry.
            var installed = fields["Status"].FirstOrDefault()?.EndsWith(" installed", StringComparison.Ordinal) ?? true;
            if (name is null || version is null || !installed) continue;

            // "Source: glibc (2.36-9)": the version is there when it differs from the package's own.
            var source = Source().Match(fields["Source"].FirstOrDefault() ?? name);
            yield return new Package(Ecosystem.Debian, name, source.Groups["name"].Value,
                source.Groups["version"].Success ? source.Groups["version"].Value : version);
        }
    }

    private static IEnumerable<Package> FromDeps(string path, string text)
    {
        // A shared framework's version is in its folder.
        var framework = Framework().Match(path);
        if (framework.Success)
            yield return new Package(Ecosystem.NuGet, framework.Groups["name"].Value, framework.Groups["name"].Value, framework.Groups["version"].Value);

        foreach (var (key, value) in Libraries(text))
        {
            if (key.Split('/') is not [var name, var version] || value?["type"]?.GetValue<string>() != "package") continue;
            yield return new Package(Ecosystem.NuGet, name, name, version);
        }
    }

    private static JsonObject Libraries(string text)
    {
        try
        {
            return JsonNode.Parse(text)?["libraries"] as JsonObject ?? [];
        }
        catch (JsonException)
        {
            // Some other file of that name: it tells of no packages.
            return [];
        }
    }

    [GeneratedRegex("^(?<name>[A-Za-z-]+):(?<value>.*)$", RegexOptions.Multiline)]
    private static partial Regex Field();

    [GeneratedRegex(@"^(?<name>\S+)(\s+\((?<version>[^)]+)\))?")]
    private static partial Regex Source();

    [GeneratedRegex(@"(^|/)shared/(?<name>Microsoft\.[A-Za-z.]+)/(?<version>\d[^/]*)/[^/]+\.deps\.json$")]
    private static partial Regex Framework();
}
