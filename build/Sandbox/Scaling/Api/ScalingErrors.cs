using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Scaling.Api;

/// <summary>Errors of Application Auto Scaling, in its words.</summary>
internal static class ScalingErrors
{
    public static AwsException Invalid(string message) => new("ValidationException", message);

    public static AwsException NotRegistered(string resourceId) => NotFound($"No scalable target registered for {Named(resourceId)}");

    public static AwsException NoTarget(string resourceId) => NotFound($"No scalable target found for {Named(resourceId)}");

    public static AwsException NoPolicy(string resourceId, string policy) => NotFound($"No scaling policy found for {Named(resourceId)}, policy name: {policy}");

    public static AwsException NoResource(string arn) => new("ResourceNotFoundException", $"The resource doesn't exist: {arn}");

    private static AwsException NotFound(string message) => new("ObjectNotFoundException", message);

    private static string Named(string resourceId) =>
        $"service namespace: {ScalingArguments.Namespace}, resource ID: {resourceId}, scalable dimension: {ScalingArguments.Dimension}";
}
