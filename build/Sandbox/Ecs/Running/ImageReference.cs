namespace Notejam.Sandbox.Ecs.Running;

/// <summary>References of images: <c>host:port/name:tag</c> or <c>host:port/name@sha256:…</c>.</summary>
internal static class ImageReference
{
    /// <summary>Repository, and tag or digest (<c>latest</c> when neither is given).</summary>
    public static (string Repository, string Tag) Split(string image)
    {
        if (image.Split('@') is [var pinned, var digest]) return (pinned, digest);
        var colon = image.LastIndexOf(':');
        // A colon before the last slash belongs to the registry's port.
        return colon > image.LastIndexOf('/') ? (image[..colon], image[(colon + 1)..]) : (image, "latest");
    }
}
