namespace Notejam.Pipeline.Records;

/// <summary>The application's image: built here, or found in the registry under the tag of the same content.</summary>
public sealed record Image
{
    /// <summary>An image.</summary>
    /// <exception cref="ArgumentException">Neither built nor found, or the tag is empty.</exception>
    public Image(string tag, string? localId, Digest? registryDigest)
    {
        if (string.IsNullOrWhiteSpace(tag)) throw new ArgumentException("An image has a tag.", nameof(tag));
        if (localId is null && registryDigest is null) throw new ArgumentException("An image was either built here or is in the registry.");
        (Tag, LocalId, RegistryDigest) = (tag, localId, registryDigest);
    }

    /// <summary>Tag made from the content of the sources and of the base image.</summary>
    public string Tag { get; }

    /// <summary>Id in the local Docker engine; null when it needed no build.</summary>
    public string? LocalId { get; }

    /// <summary>Digest in the registry when it was there already.</summary>
    public Digest? RegistryDigest { get; }
}
