using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>Asks for a request of Docker what the API's operation of the same effect would need: https://docs.aws.amazon.com/AmazonECR/latest/userguide/image-push-iam.html</summary>
public sealed class RegistryAccess(IAccessGate gate)
{
    /// <summary>What a user who may not is answered; null when the user may.</summary>
    public async Task<AwsResponse?> RefusalAsync(string region, RegistryUser user, RegistryPath target, string method, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        ArgumentNullException.ThrowIfNull(target);
        // The agent of tasks has asked as the execution role before.
        if (user.AccessKey is not { } accessKey) return null;
        var refusal = await gate.RefusalAsync(new AwsRequest
        {
            Region = region,
            Service = "ecr",
            Operation = OperationOf(target, method),
            Protocol = AwsProtocol.Json,
            Body = [],
            PathAndQuery = "/",
            AccessKey = accessKey,
            Json = new System.Text.Json.Nodes.JsonObject { ["repositoryName"] = target.Repository },
        }, cancellationToken);
        return refusal is null ? null : RegistryError.Denied((System.Text.Json.Nodes.JsonNode.Parse(refusal.Body) as System.Text.Json.Nodes.JsonObject)?.Text("message") ?? "denied");
    }

    private static string OperationOf(RegistryPath target, string method) => (target.Kind, method, target.Reference.StartsWith("uploads", StringComparison.Ordinal)) switch
    {
        ("tags", _, _) => "ListImages",
        ("manifests", "PUT", _) => "PutImage",
        ("manifests", "DELETE", _) => "BatchDeleteImage",
        ("manifests", _, _) => "BatchGetImage",
        ("blobs", "POST", true) => "InitiateLayerUpload",
        ("blobs", "PATCH", true) => "UploadLayerPart",
        ("blobs", "PUT", true) => "CompleteLayerUpload",
        ("blobs", "HEAD", _) => "BatchCheckLayerAvailability",
        _ => "GetDownloadUrlForLayer",
    };
}
