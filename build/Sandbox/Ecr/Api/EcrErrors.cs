using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>ECR's errors, in its words.</summary>
internal static class EcrErrors
{
    private const string Registry = $"in the registry with id '{SandboxOptions.AccountId}'";

    public static AwsException NoRepository(string name) => new("RepositoryNotFoundException", $"The repository with name '{name}' does not exist {Registry}");

    public static AwsException RepositoryExists(string name) => new("RepositoryAlreadyExistsException", $"The repository with name '{name}' already exists {Registry}");

    public static AwsException NotEmpty(string name) => new("RepositoryNotEmptyException",
        $"The repository with name '{name}' in registry with id '{SandboxOptions.AccountId}' cannot be deleted because it still contains images");

    public static AwsException NoImage(string name, ImageId id) => new("ImageNotFoundException", $"The image with imageId {id} does not exist within the repository with name '{name}' {Registry}");

    public static AwsException ImageExists(string name, ImageId id) => new("ImageAlreadyExistsException", $"Image with digest '{id.Digest}' and tag '{id.Tag}' already exists in the repository with name '{name}' {Registry}");

    public static AwsException Immutable(string name, string tag) => new("ImageTagAlreadyExistsException",
        $"The image tag '{tag}' already exists in the '{name}' repository and cannot be overwritten because the tag is immutable.");

    public static AwsException NoLifecyclePolicy(string name) => new("LifecyclePolicyNotFoundException", $"Lifecycle policy does not exist for the repository with name '{name}' {Registry}");

    public static AwsException NoRepositoryPolicy(string name) => new("RepositoryPolicyNotFoundException", $"Repository policy does not exist for the repository with name '{name}' {Registry}");

    public static AwsException NoRegistryPolicy() => new("RegistryPolicyNotFoundException", $"Registry policy does not exist {Registry}");

    public static AwsException NoScan(string name, ImageId id) => new("ScanNotFoundException", $"Image scan does not exist for the image with '{id}' in the repository with name '{name}' {Registry}");

    public static AwsException ScannedToday() => new("LimitExceededException", "The scan quota per image has been exceeded. Wait and try again.");

    public static AwsException BasicOnly() => new("ValidationException", "This feature is disabled");

    public static AwsException Invalid(string message) => new("InvalidParameterException", message);
}
