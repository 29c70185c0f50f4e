namespace Notejam.Sandbox.Gateway.Throttling;

/// <summary>
/// The request rates that AWS publishes. CodeDeploy, Backup, RDS and the others publish none, and have none here.
/// </summary>
public static class RateLimits
{
    /// <summary>The service with one bucket for all regions.</summary>
    public const string Global = "route53";

    // "Request throttling for the Amazon ECS API" (AmazonECS/latest/developerguide/request-throttling).
    private static readonly (RateLimit Limit, string[] Operations)[] Ecs =
    [
        (new("Cluster modify actions", 20, 1), ["CreateCluster", "DeleteCluster", "PutClusterCapacityProviders", "UpdateCluster", "UpdateClusterSettings"]),
        (new("Cluster read actions", 50, 20), ["DescribeClusters", "ListClusters"]),
        (new("Task definition modify actions", 20, 1), ["DeregisterTaskDefinition", "RegisterTaskDefinition"]),
        (new("Task definition read actions", 50, 20), ["DescribeTaskDefinition", "ListTaskDefinitions", "ListTaskDefinitionFamilies"]),
        (new("Task definition deletion actions", 5, 1), ["DeleteTaskDefinitions"]),
        (new("Capacity provider modify actions", 10, 1), ["CreateCapacityProvider", "DeleteCapacityProvider", "UpdateCapacityProvider"]),
        (new("Capacity provider read actions", 50, 20), ["DescribeCapacityProviders"]),
        (new("Tag modify actions", 20, 10), ["TagResource", "UntagResource"]),
        (new("Tag read actions", 50, 20), ["ListTagsForResource"]),
        (new("Setting modify actions", 10, 1), ["DeleteAccountSetting", "PutAccountSetting", "PutAccountSettingDefault"]),
        (new("Setting read actions", 50, 20), ["ListAccountSettings"]),
        (new("Cluster resource modify actions", 100, 40), ["DeleteAttributes", "DeregisterContainerInstance", "ExecuteCommand", "PutAttributes", "RunTask", "StartTask", "StopTask"]),
        (new("Cluster resource read actions", 100, 20), ["DescribeContainerInstances", "DescribeTasks", "ListAttributes", "ListContainerInstances", "ListTasks"]),
        (new("Service modify actions", 50, 5), ["CreateService", "DeleteService", "UpdateService"]),
        (new("Service read actions", 100, 20), ["DescribeServices", "ListServices"]),
        (new("Service deployment actions", 50, 20), ["DescribeServiceDeployments", "ListServiceDeployments"]),
        (new("Service revision actions", 50, 20), ["DescribeServiceRevisions"]),
        (new("Task protection actions", 200, 80), ["UpdateTaskProtection", "GetTaskProtection"]),
        (new("Cluster service resource read actions", 10, 1), ["ListServicesByNamespace"]),
    ];

    // "Amazon ECR service quotas" (AmazonECR/latest/userguide/service-quotas): requests a second, without a burst.
    private static readonly (RateLimit Limit, string[] Operations)[] Ecr =
    [
        (new("PutImage", 10, 10), ["PutImage"]),
        (new("InitiateLayerUpload", 100, 100), ["InitiateLayerUpload"]),
        (new("CompleteLayerUpload", 100, 100), ["CompleteLayerUpload"]),
        (new("UploadLayerPart", 500, 500), ["UploadLayerPart"]),
        (new("GetAuthorizationToken", 500, 500), ["GetAuthorizationToken"]),
        (new("BatchCheckLayerAvailability", 1000, 1000), ["BatchCheckLayerAvailability"]),
        (new("BatchGetImage", 2000, 2000), ["BatchGetImage"]),
        (new("GetDownloadUrlForLayer", 3000, 3000), ["GetDownloadUrlForLayer"]),
    ];

    // "Request throttling for the ELB API" (elasticloadbalancing/latest/userguide/elb-api-throttling), which has a bucket of
    // the whole account beside those of the categories.
    private static readonly RateLimit ElbAccount = new("Account", 40, 10);
    private static readonly RateLimit ElbReading = new("Non-mutating actions", 40, 10);
    private static readonly RateLimit ElbChanging = new("Mutating actions", 20, 3);
    private static readonly (RateLimit Limit, string[] Operations)[] Elb =
    [
        (new("Resource-intensive actions", 10, 0.2), ["CreateLoadBalancer", "SetSubnets"]),
        (new("Registration actions", 20, 4), ["RegisterTargets", "DeregisterTargets"]),
    ];

    // "Five requests per second per AWS account" (Route53/latest/DeveloperGuide/DNSLimitations).
    private static readonly RateLimit Route53 = new("All requests", 5, 5);

    /// <summary>The operations that a published table names, with the signing names of their services.</summary>
    internal static IEnumerable<(string Service, string Operation)> Named => [.. NamedIn("ecs", Ecs), .. NamedIn("ecr", Ecr), .. NamedIn("elasticloadbalancing", Elb)];

    /// <summary>The buckets that a request takes a token of; none where AWS publishes no rate.</summary>
    /// <param name="service">Signing name.</param>
    /// <param name="operation">Its name in the service's model.</param>
    public static IReadOnlyList<RateLimit> Of(string service, string operation)
    {
        ArgumentNullException.ThrowIfNull(operation);
        return service switch
        {
            "ecs" => Find(Ecs, operation) is { } limit ? [limit] : [],
            "ecr" => Find(Ecr, operation) is { } limit ? [limit] : [],
            "elasticloadbalancing" =>
                [ElbAccount, Find(Elb, operation) ?? (operation.StartsWith("Describe", StringComparison.Ordinal) ? ElbReading : ElbChanging)],
            Global => [Route53],
            _ => [],
        };
    }

    private static IEnumerable<(string Service, string Operation)> NamedIn(string service, (RateLimit Limit, string[] Operations)[] limits) =>
        limits.SelectMany(entry => entry.Operations.Select(operation => (service, operation)));

    private static RateLimit? Find((RateLimit Limit, string[] Operations)[] limits, string operation) =>
        Array.Find(limits, entry => entry.Operations.Contains(operation)).Limit;
}
