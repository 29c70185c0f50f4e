namespace Notejam.Machine.Images;

/// <summary>An image that is on the engine now.</summary>
/// <param name="Reference">The reference asked for.</param>
/// <param name="Id">"sha256:…".</param>
/// <param name="Origin">Where it came from.</param>
/// <param name="Reason">Why it was not pulled; null when it was, or was here.</param>
public sealed record BaseImage(string Reference, string Id, ImageOrigin Origin, string? Reason = null);
