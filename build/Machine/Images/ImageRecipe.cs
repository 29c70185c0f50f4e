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
}
