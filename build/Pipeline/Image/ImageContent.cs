using System.Buffers;
using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Image;

/// <summary>What an image is made of, and the tag that follows from it: same content, same tag, no build.</summary>
public static class ImageContent
{
    private const string Prefix = "c-";
    private const int Digits = 16;
    private static readonly SearchValues<char> Hexadecimals = SearchValues.Create("0123456789abcdef");

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
        return Prefix + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..Digits] + (runtime.EndsWith(Arm, StringComparison.Ordinal) ? Arm : "");
    }

    /// <summary>Whether a tag is one of these: others may keep images of their own in the same repository.</summary>
    public static bool IsTag(string tag)
    {
        ArgumentNullException.ThrowIfNull(tag);
        var own = tag.EndsWith(Arm, StringComparison.Ordinal) ? tag[..^Arm.Length] : tag;
        return own.Length == Prefix.Length + Digits && own.StartsWith(Prefix, StringComparison.Ordinal) && own.AsSpan(Prefix.Length).IndexOfAnyExcept(Hexadecimals) < 0;
    }

    /// <summary>The architecture that a tag says the image is for, in ECS's word.</summary>
    public static string ArchitectureOf(string tag) => tag.EndsWith(Arm, StringComparison.Ordinal) ? "ARM64" : "X86_64";
}
