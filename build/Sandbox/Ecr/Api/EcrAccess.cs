using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>What requests to ECR need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerregistry.html</summary>
internal static class EcrAccess
{
    public static ServiceAccess Create() => new("ecr")
    {
        Names = new Dictionary<string, string[]> { ["RepositoryName"] = ["repositoryName", "repositoryNames"] },
    };
}
