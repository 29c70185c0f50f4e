using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>A blob as a manifest names it.</summary>
public sealed record Blob(string Digest, string MediaType, long Size)
{
    /// <summary>Reads a descriptor.</summary>
    public static Blob Read(JsonObject descriptor)
    {
        ArgumentNullException.ThrowIfNull(descriptor);
        return new Blob(descriptor["digest"]!.GetValue<string>(), descriptor["mediaType"]?.GetValue<string>() ?? "", descriptor["size"]?.GetValue<long>() ?? 0);
    }
}
