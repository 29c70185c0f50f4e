using System.Text.Json;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>A part of a shape: which shape its values have and where the wire carries them.</summary>
/// <param name="ShapeName">The shape of its values.</param>
/// <param name="Location"><c>uri</c>, <c>querystring</c>, <c>header</c>, <c>headers</c> or <c>statusCode</c>; null for the body.</param>
/// <param name="LocationName">Its name on the wire, where it differs from its name in the model.</param>
/// <param name="IsFlattened">Whether a list's elements follow its name without a level between.</param>
public sealed record ShapeMember(string ShapeName, string? Location, string? LocationName, bool IsFlattened)
{
    /// <summary>Reads a reference of a model.</summary>
    internal static ShapeMember Read(JsonElement json) => new(
        json.GetProperty("shape").GetString()!,
        json.TryGetProperty("location", out var location) ? location.GetString() : null,
        json.TryGetProperty("locationName", out var name) ? name.GetString() : null,
        json.TryGetProperty("flattened", out var flattened) && flattened.GetBoolean());
}
