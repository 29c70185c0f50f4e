using System.Text.RegularExpressions;

namespace Notejam.Pipeline.Tests.Tools;

/// <summary>What the compiler does not see here: the stand-ins of AWS's packages lack most types, and a wait of one's own compiles.</summary>
public sealed partial class SourcesTests
{
    // Exceptions that several services have: all of botocore's models of the services in build/Pipeline/Pipeline.csproj, by the SDK's names.
    private static readonly Dictionary<string, string[]> Shared = new()
    {
        ["AccessDeniedException"] = ["ECS", "CloudWatchLogs"],
        ["AlreadyExistsException"] = ["Backup", "KeyManagementService"],
        ["AuthorizationAlreadyExistsException"] = ["RDS", "ElastiCache"],
        ["AuthorizationNotFoundException"] = ["RDS", "ElastiCache"],
        ["CertificateNotFoundException"] = ["RDS", "ElasticLoadBalancingV2"],
        ["ConcurrentModificationException"] = ["CloudWatch", "IdentityManagement"],
        ["ConflictException"] = ["ECS", "Backup", "CloudWatch", "CloudWatchLogs", "KeyManagementService"],
        ["InternalServiceException"] = ["SecretsManager", "CloudWatch", "ApplicationAutoScaling"],
        ["InvalidArnException"] = ["CodeDeploy", "KeyManagementService"],
        ["InvalidInputException"] = ["CodeDeploy", "IdentityManagement"],
        ["InvalidNextTokenException"] = ["CodeDeploy", "SecretsManager", "CloudWatch", "ApplicationAutoScaling"],
        ["InvalidParameterCombinationException"] = ["ElastiCache", "CloudWatch"],
        ["InvalidParameterException"] = ["ECR", "ECS", "SecretsManager", "CloudWatchLogs"],
        ["InvalidParameterValueException"] = ["Backup", "ElastiCache", "CloudWatch"],
        ["InvalidRequestException"] = ["Backup", "SecretsManager"],
        ["InvalidResourceStateException"] = ["RDS", "Backup"],
        ["InvalidSubnetException"] = ["RDS", "ElastiCache", "ElasticLoadBalancingV2"],
        ["InvalidTargetException"] = ["CodeDeploy", "ElasticLoadBalancingV2"],
        ["InvalidVPCNetworkStateException"] = ["RDS", "ElastiCache"],
        ["LimitExceededException"] = ["ECR", "ECS", "Backup", "SecretsManager", "CloudWatch", "CloudWatchLogs", "ApplicationAutoScaling", "IdentityManagement", "KeyManagementService"],
        ["MalformedPolicyDocumentException"] = ["SecretsManager", "IdentityManagement", "KeyManagementService", "SecurityToken"],
        ["ResourceInUseException"] = ["ECS", "ElasticLoadBalancingV2"],
        ["ResourceNotFoundException"] = ["ECS", "RDS", "Backup", "SecretsManager", "ElasticLoadBalancingV2", "CloudWatch", "CloudWatchLogs", "ApplicationAutoScaling"],
        ["ServerException"] = ["ECR", "ECS"],
        ["ServiceUnavailableException"] = ["Backup", "CloudWatchLogs"],
        ["SnapshotQuotaExceededException"] = ["RDS", "ElastiCache"],
        ["ThrottlingException"] = ["CodeDeploy", "CloudWatchLogs"],
        ["TooManyTagsException"] = ["ECR", "ElasticLoadBalancingV2", "CloudWatchLogs", "ApplicationAutoScaling"],
        ["ValidationException"] = ["ECR", "CloudWatchLogs", "ApplicationAutoScaling"],
    };

    // A process, the local engine, a list that is signed anew: none of them is looked at in AWS.
    private static readonly string[] OwnWaits = ["Tools/Waiting/Polling.cs", "Infra/TerraformCli.cs", "Compose/ComposeStage.cs", "Failback/Carriage.cs"];

    [Fact]
    public void What_several_services_call_by_one_name_is_named_in_full_where_more_than_one_of_them_is_meant()
    {
        var ambiguous = Sources("build/Pipeline").Concat(Sources("build/_build")).SelectMany(source =>
        {
            var services = Using().Matches(source.Text).Select(match => match.Groups[1].Value).ToHashSet();
            return Shared.Where(name => name.Value.Count(services.Contains) > 1 && Regex.IsMatch(source.Text, $@"(?<![\w.]){name.Key}\b")).Select(name => $"{source.Path}: {name.Key}");
        });
        Assert.Empty(ambiguous);
    }

    [Fact]
    public void Whatever_is_waited_for_in_AWS_is_waited_for_in_one_way() =>
        Assert.Empty(Sources("build/Pipeline").Where(source => source.Text.Contains("Task.Delay(", StringComparison.Ordinal) && !OwnWaits.Any(own => source.Path.EndsWith(own, StringComparison.Ordinal))).Select(source => source.Path));

    private static IEnumerable<(string Path, string Text)> Sources(string folder)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(root!.FullName, "Notejam.slnx"))) root = root.Parent;
        return Directory.EnumerateFiles(Path.Combine(root.FullName, folder), "*.cs", SearchOption.AllDirectories).Select(file => (file.Replace('\\', '/'), File.ReadAllText(file)));
    }

    [GeneratedRegex(@"^using Amazon\.(\w+)\.Model;", RegexOptions.Multiline)]
    private static partial Regex Using();
}
