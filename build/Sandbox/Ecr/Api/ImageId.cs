using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Names an image: by digest, by tag, or by both.</summary>
public sealed record ImageId(string? Digest, string? Tag)
{
    /// <summary>Reads an imageIdentifier.</summary>
    public static ImageId Read(JsonObject? json)
    {
        var id = new ImageId(json?.Text("imageDigest"), json?.Text("imageTag"));
        return id is { Digest: null, Tag: null } ? throw EcrErrors.Invalid("Invalid request parameters: both tag and digest cannot be null") : id;
    }

    /// <summary>As the wire has it.</summary>
    public JsonObject ToJson()
    {
        var json = new JsonObject();
        if (Digest is not null) json["imageDigest"] = Digest;
        if (Tag is not null) json["imageTag"] = Tag;
        return json;
    }

    /// <summary>As ECR's messages write it.</summary>
    public override string ToString() => $"{{imageDigest:'{Digest ?? "null"}', imageTag:'{Tag ?? "null"}'}}";
}
