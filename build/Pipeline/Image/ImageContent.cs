using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Image;

/// <summary>What an image is made of, and the tag that follows from it: same content, same tag, no build.</summary>
public static class ImageContent
{
    /// <summary>The paths of the repository that go into the image.</summary>
    public static IReadOnlyList<string> Paths { get; } =
        ["app/Notejam", "app/Dockerfile", "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props", "global.json"];

    /// <summary>The tag: <c>c-</c> and 16 hexadecimal digits over git's ids of all paths and the base image's id.</summary>
    public static string Tag(IReadOnlyDictionary<string, string> contentIds, string baseImageId)
    {
        var text = new StringBuilder();
        foreach (var (path, id) in contentIds.OrderBy(pair => pair.Key, StringComparer.Ordinal)) text.Append(path).Append(' ').Append(id).Append('\n');
        text.Append("FROM ").Append(baseImageId);
        return "c-" + Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ToString())))[..16];
    }
}
