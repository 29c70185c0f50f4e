using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Notejam.Machine.Images;

/// <summary>How an image is made from Debian packages.</summary>
public sealed record ImageRecipe
{
    /// <summary>The reference under which it is tagged.</summary>
    public required string Reference { get; init; }

    /// <summary>The Debian packages; their dependencies come along.</summary>
    public required IReadOnlyList<string> Packages { get; init; }

    /// <summary>Files of the packages that the image does without: paths with * for any text, such as "usr/share/i18n/*".</summary>
    public IReadOnlyList<string> Without { get; init; } = [];

    /// <summary>What is added: folders, text files, links, folders of this machine.</summary>
    public IReadOnlyList<LayerItem> Items { get; init; } = [];

    /// <summary>The image's configuration.</summary>
    public required ImageConfiguration Configuration { get; init; }

    // Rises when the same recipe gives another image, because the making itself has changed.
    private const int Edition = 2;

    /// <summary>Stands for all that the recipe says: an image of another fingerprint was made otherwise.</summary>
    /// <remarks>Of what is copied from this machine it has the paths in the image alone, so that it is the same on another.</remarks>
    public string Fingerprint
    {
        get
        {
            var items = Items.Select(item => string.Create(CultureInfo.InvariantCulture, $"{item.GetType().Name} {item.Path} {item.Owner} {(int)item.Mode} {ContentOf(item)}"));
            var whole = JsonSerializer.SerializeToUtf8Bytes(new { Edition, Reference, Packages, Without, Items = items, Configuration });
            return Convert.ToHexStringLower(SHA256.HashData(whole))[..16];
        }
    }

    private static string ContentOf(LayerItem item) => item switch
    {
        LayerItem.Text text => text.Content,
        LayerItem.Link link => link.Target,
        _ => "",
    };
}
