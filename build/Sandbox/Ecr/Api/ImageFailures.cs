using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Failures of the batch operations, one an image.</summary>
internal static class ImageFailures
{
    public static JsonNode NotFound(ImageId id) => Of(id, "ImageNotFound", "Requested image not found");

    private static JsonObject Of(ImageId id, string code, string reason) => new()
    {
        ["imageId"] = id.ToJson(),
        ["failureCode"] = code,
        ["failureReason"] = reason,
    };
}
