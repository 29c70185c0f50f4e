using System.Security.Cryptography;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>An image's manifest, byte for byte: its digest is of these bytes.</summary>
public sealed record Manifest(byte[] Content, string MediaType)
{
    /// <summary><c>sha256:…</c> of the content.</summary>
    public string Digest => "sha256:" + Convert.ToHexStringLower(SHA256.HashData(Content));

    /// <summary>The manifest read as JSON.</summary>
    public JsonObject Json => JsonNode.Parse(Content) as JsonObject ?? [];

    /// <summary>The blobs that it names: the configuration first, then the layers.</summary>
    public IReadOnlyList<Blob> Blobs
    {
        get
        {
            var json = Json;
            return [.. new[] { json["config"] }.Concat(json["layers"] as JsonArray ?? []).OfType<JsonObject>().Select(Blob.Read)];
        }
    }

    /// <summary>The digests of the manifests that an index names; none for an image.</summary>
    public IReadOnlyList<string> Children => [.. (Json["manifests"] as JsonArray ?? []).OfType<JsonObject>().Select(child => child["digest"]!.GetValue<string>())];
}
