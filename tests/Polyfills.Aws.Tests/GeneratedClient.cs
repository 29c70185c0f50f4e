using System.Reflection;
using Amazon.ApplicationAutoScaling;
using Amazon.Backup;
using Amazon.CloudWatch;
using Amazon.CloudWatchLogs;
using Amazon.CodeDeploy;
using Amazon.ECR;
using Amazon.ECS;
using Amazon.ElastiCache;
using Amazon.ElasticLoadBalancingV2;
using Amazon.IdentityManagement;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.SecretsManager;

namespace Notejam.Polyfills.Aws.Tests;

/// <summary>A generated client, seen through reflection.</summary>
public sealed class GeneratedClient(Type type)
{
    public static IReadOnlyList<GeneratedClient> All { get; } =
    [
        new(typeof(AmazonApplicationAutoScalingClient)),
        new(typeof(AmazonBackupClient)),
        new(typeof(AmazonCloudWatchClient)),
        new(typeof(AmazonCloudWatchLogsClient)),
        new(typeof(AmazonCodeDeployClient)),
        new(typeof(AmazonECRClient)),
        new(typeof(AmazonECSClient)),
        new(typeof(AmazonElastiCacheClient)),
        new(typeof(AmazonElasticLoadBalancingV2Client)),
        new(typeof(AmazonIdentityManagementServiceClient)),
        new(typeof(AmazonRDSClient)),
        new(typeof(AmazonSecretsManagerClient)),
    ];

    public Type Type => type;

    /// <summary>The package's name without "AWSSDK.".</summary>
    public string Name => type.Namespace!["Amazon.".Length..];

    /// <summary>Each operation's method that takes a request, by the operation's name.</summary>
    public IReadOnlyDictionary<string, MethodInfo> Operations { get; } = type.GetMethods()
        .Where(method => method.Name.EndsWith("Async", StringComparison.Ordinal))
        .Where(method => method.GetParameters() is [var first, _] && first.ParameterType.IsAssignableTo(typeof(AmazonWebServiceRequest)))
        .OrderBy(method => method.Name, StringComparer.Ordinal)
        .ToDictionary(method => method.Name[..^"Async".Length]);

    public static GeneratedClient Named(string name) => All.Single(client => client.Name == name);

    public ClientConfig NewConfig() =>
        (ClientConfig)Activator.CreateInstance(type.Assembly.GetType(type.FullName![..^"Client".Length] + "Config", throwOnError: true)!)!;

    public AmazonServiceClient New(ClientConfig config) =>
        (AmazonServiceClient)Activator.CreateInstance(type, new BasicAWSCredentials("AKID", "SECRET"), config)!;

    public AmazonWebServiceRequest NewRequest(string operation) =>
        (AmazonWebServiceRequest)Activator.CreateInstance(Operations[operation].GetParameters()[0].ParameterType)!;

    /// <summary>Calls an operation and gives its response.</summary>
    public async Task<AmazonWebServiceResponse> CallAsync(AmazonServiceClient client, string operation, object request)
    {
        var task = (Task)Operations[operation].Invoke(client, [request, CancellationToken.None])!;
        await task;
        return (AmazonWebServiceResponse)((dynamic)task).Result;
    }
}
