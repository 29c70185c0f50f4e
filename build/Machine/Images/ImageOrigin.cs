namespace Notejam.Machine.Images;

/// <summary>Where an image came from.</summary>
public enum ImageOrigin
{
    /// <summary>It was here already.</summary>
    Present,

    /// <summary>From its registry: the genuine one.</summary>
    Pulled,

    /// <summary>From Debian packages, under the same tag.</summary>
    Made,
}
