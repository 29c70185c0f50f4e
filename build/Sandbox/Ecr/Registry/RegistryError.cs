using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>Errors of the registry protocol, in ECR's words.</summary>
internal static class RegistryError
{
    public static AwsResponse NameUnknown(string repository) => Of("NAME_UNKNOWN",
        $"The repository with name '{repository}' does not exist in the registry with id '{SandboxOptions.AccountId}'", StatusCodes.Status404NotFound);

    public static AwsResponse Immutable(string repository, string tag) => Of("TAG_INVALID",
        $"The image tag '{tag}' already exists in the '{repository}' repository and cannot be overwritten because the tag is immutable.", StatusCodes.Status400BadRequest);

    public static AwsResponse ManifestUnknown(string reference) =>
        Of("MANIFEST_UNKNOWN", $"Requested image not found: {reference}", StatusCodes.Status404NotFound);

    public static AwsResponse Unsupported() => Of("UNSUPPORTED", "The operation is unsupported: use ECR's API.", StatusCodes.Status405MethodNotAllowed);

    public static AwsResponse Denied(string message) => Of("DENIED", message, StatusCodes.Status403Forbidden);

    public static AwsResponse NotFound() => Of("NOT_FOUND", "Not Found", StatusCodes.Status404NotFound);

    public static AwsResponse Unauthorized(string host) =>
        Of("UNAUTHORIZED", "Your authorization token is missing or has expired. Run 'aws ecr get-login-password' and log in again.", StatusCodes.Status401Unauthorized) with
        {
            Headers = new Dictionary<string, string>
            {
                ["WWW-Authenticate"] = $"Basic realm=\"http://{host}/\",service=\"ecr.amazonaws.com\"",
                ["Docker-Distribution-Api-Version"] = "registry/2.0",
            },
        };

    private static AwsResponse Of(string code, string message, int status)
    {
        var errors = new JsonArray(new JsonObject { ["code"] = code, ["message"] = message });
        return AwsResponse.Json(new JsonObject { ["errors"] = errors }, status) with { ContentType = "application/json; charset=utf-8" };
    }
}
