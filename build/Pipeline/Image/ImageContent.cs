using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Image;

/// <summary>What an image is made of, and the tag that follows from it: same content, same tag, no build.</summary>
public static class ImageContent
{
    /// <summary>The paths of the repository that go into the image.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        ["app/Notejam", "app/Dockerfile", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    // Of an image that the usual processors run, nothing is said.
    private const string Arm = "-arm64";

    /// <summary>
    /// The tag: <c>c-</c> and 16 hexadecimal digits over git's ids of all paths, the base image's id and the runtime; <c>-arm64</c> follows for
    /// that architecture, as an image is built for the machine that builds it.
    /// </summary>
    /// <param name="runtime">What it is published for: <c>linux-x64</c> or <c>linux-arm64</c>.</param>
    public static string Tag(IReadOnlyDictionary<string, string> contentIds, string baseImageId, string runtime)
    {
        var text = new StringBuilder();
        foreach (var (path, id) in contentIds.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append(path).Append(' ').Append(id).Append('\n');
        text.Append("FROM ").Append(baseImageId).Append('\n').Append(runtime);
        return "c-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16] + (runtime.EndsWith(Arm, StringComparison.Ordinal) ? Arm : "");
    }

    /// <summary>The architecture that a tag says the image is for, in ECS's word.</summary>
    public static string ArchitectureOf(string tag) => tag.EndsWith(Arm, StringComparison.Ordinal) ? "ARM64" : "X86_64";
}
