using System.Text.RegularExpressions;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>A path of the registry protocol, taken apart.</summary>
/// <param name="Repository">The repository's name; may hold slashes.</param>
/// <param name="Kind"><c>manifests</c>, <c>blobs</c>, <c>tags</c> or <c>referrers</c>.</param>
/// <param name="Reference">What follows: a tag, a digest, <c>uploads/…</c>, <c>list</c>.</param>
public sealed partial record RegistryPath(string Repository, string Kind, string Reference)
{
    /// <summary>Reads a path; null when it names no repository.</summary>
    public static RegistryPath? Read(string path)
    {
        var match = Pattern().Match(path);
        return match.Success ? new RegistryPath(match.Groups["name"].Value, match.Groups["kind"].Value, match.Groups["reference"].Value) : null;
    }

    [GeneratedRegex("^/v2/(?<name>[a-z0-9][a-z0-9._/-]*)/(?<kind>manifests|blobs|tags|referrers)/(?<reference>.*)$")]
    private static partial Regex Pattern();
}
