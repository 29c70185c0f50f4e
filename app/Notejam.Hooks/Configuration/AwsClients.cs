using Amazon;
using Amazon.CodeDeploy;
using Amazon.ECS;
using Amazon.ElastiCache;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace Notejam.Hooks.Configuration;

/// <summary>AWS clients in the function's own region, with its role's credentials.</summary>
internal sealed class AwsClients(FunctionSettings settings)
{
    /// <summary>CodeDeploy.</summary>
    public IAmazonCodeDeploy CodeDeploy() => new AmazonCodeDeployClient(In(new AmazonCodeDeployConfig()));

    /// <summary>Elastic Container Service.</summary>
    public IAmazonECS Ecs() => new AmazonECSClient(In(new AmazonECSConfig()));

    /// <summary>ElastiCache.</summary>
    public IAmazonElastiCache ElastiCache() => new AmazonElastiCacheClient(In(new AmazonElastiCacheConfig()));

    /// <summary>Relational Database Service.</summary>
    public IAmazonRDS Rds() => new AmazonRDSClient(In(new AmazonRDSConfig()));

    /// <summary>Secrets Manager.</summary>
    public IAmazonSecretsManager Secrets() => new AmazonSecretsManagerClient(In(new AmazonSecretsManagerConfig()));

    // With an endpoint from the environment the SDK would sign for the region that it reads out of the address.
    private T In<T>(T config) where T : ClientConfig
    {
        var region = settings.Required("AWS_REGION");
        config.RegionEndpoint = RegionEndpoint.GetBySystemName(region);
        config.AuthenticationRegion = region;
        return config;
    }
}
