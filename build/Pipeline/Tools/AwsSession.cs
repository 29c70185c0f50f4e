using System.Net;
using System.Net.Sockets;
using Amazon;
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
using Amazon.KeyManagementService;
using Amazon.RDS;
using Amazon.Runtime;
using Amazon.S3;
using Amazon.SecretsManager;
using Amazon.SecurityToken;
using Amazon.SecurityToken.Model;
using Notejam.Machine.Environments;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>
/// The AWS clients of one region. Credentials and endpoint come from the SDK's own chain (environment, profile, role), see
/// <see cref="CredentialSource" />: whether that leads to AWS or to a sandbox, no stage knows.
/// </summary>
public sealed class AwsSession : IDisposable
{
    private static readonly HashSet<string> CredentialErrors =
    [
        "AccessDenied", "AccessDeniedException", "AuthFailure", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "InvalidAccessKeyId",
        "InvalidClientTokenId", "MissingAuthenticationToken", "SignatureDoesNotMatch", "UnrecognizedClientException",
    ];

    // What serves all regions is changed in one of them, which may be lost itself.
    private static readonly TimeSpan PatienceWithGlobal = TimeSpan.FromSeconds(10);

    // Longer than a program that gives credentials may take, which says more.
    private static readonly TimeSpan PatienceWithCredentials = CredentialSource.PatienceWithProcess + TimeSpan.FromSeconds(30);

    private readonly List<IDisposable> _clients = [];
    private readonly RegionEndpoint _endpoint;
    private readonly TimeSpan? _patience;

    /// <summary>A session for a region.</summary>
    /// <param name="patience">How long an answer may take, with two attempts: for a region that may be lost. Null: as long and as often as the SDK thinks right.</param>
    /// <exception cref="PipelineException">Not a region's name.</exception>
    public AwsSession(string region, TimeSpan? patience = null)
    {
        CredentialFiles.Settle();
        Region = region;
        _patience = patience;
        _endpoint = ParseRegion(region);
        Ecr = Keep(new AmazonECRClient(In(new AmazonECRConfig())));
        Ecs = Keep(new AmazonECSClient(In(new AmazonECSConfig())));
        CodeDeploy = Keep(new AmazonCodeDeployClient(In(new AmazonCodeDeployConfig())));
        LoadBalancing = Keep(new AmazonElasticLoadBalancingV2Client(In(new AmazonElasticLoadBalancingV2Config())));
        Cache = Keep(new AmazonElastiCacheClient(In(new AmazonElastiCacheConfig())));
        Scaling = Keep(new AmazonApplicationAutoScalingClient(In(new AmazonApplicationAutoScalingConfig())));
        Rds = Keep(new AmazonRDSClient(In(new AmazonRDSConfig())));
        Backup = Keep(new AmazonBackupClient(In(new AmazonBackupConfig())));
        Secrets = Keep(new AmazonSecretsManagerClient(In(new AmazonSecretsManagerConfig())));
        Keys = Keep(new AmazonKeyManagementServiceClient(In(new AmazonKeyManagementServiceConfig())));
        Identity = Keep(new AmazonIdentityManagementServiceClient(Everywhere(new AmazonIdentityManagementServiceConfig())));
        Metrics = Keep(new AmazonCloudWatchClient(In(new AmazonCloudWatchConfig())));
        Logs = Keep(new AmazonCloudWatchLogsClient(In(new AmazonCloudWatchLogsConfig())));
    }

    /// <summary>The region's name.</summary>
    public string Region { get; }

    /// <summary>Elastic Container Registry.</summary>
    public IAmazonECR Ecr { get; }

    /// <summary>Elastic Container Service.</summary>
    public IAmazonECS Ecs { get; }

    /// <summary>CodeDeploy.</summary>
    public IAmazonCodeDeploy CodeDeploy { get; }

    /// <summary>Elastic Load Balancing.</summary>
    public IAmazonElasticLoadBalancingV2 LoadBalancing { get; }

    /// <summary>ElastiCache.</summary>
    public IAmazonElastiCache Cache { get; }

    /// <summary>Application Auto Scaling.</summary>
    public IAmazonApplicationAutoScaling Scaling { get; }

    /// <summary>Relational Database Service.</summary>
    public IAmazonRDS Rds { get; }

    /// <summary>AWS Backup.</summary>
    public IAmazonBackup Backup { get; }

    /// <summary>Secrets Manager.</summary>
    public IAmazonSecretsManager Secrets { get; }

    /// <summary>Key Management Service.</summary>
    public IAmazonKeyManagementService Keys { get; }

    /// <summary>Identity and Access Management: one for all regions. An answer may take ten seconds, with two attempts.</summary>
    public IAmazonIdentityManagementService Identity { get; }

    /// <summary>CloudWatch.</summary>
    public IAmazonCloudWatch Metrics { get; }

    /// <summary>CloudWatch Logs.</summary>
    public IAmazonCloudWatchLogs Logs { get; }

    /// <summary>The region of a name.</summary>
    /// <exception cref="PipelineException">Not a region's name; the nearest is in the message.</exception>
    public static RegionEndpoint ParseRegion(string name)
    {
        var known = RegionEndpoint.EnumerableAllRegions.ToList();
        return known.FirstOrDefault(region => region.SystemName == name)
            ?? throw new RequestException($"'{name}' is not an AWS region.", $"Did you mean {Options.CommandLineGuard.FindNearest(name, known.Select(region => region.SystemName)) ?? "eu-central-1"}?");
    }

    /// <summary>An S3 client in this region.</summary>
    /// <param name="endpoint">Where S3 is reached, if that is not where the environment says; addressed by path then.</param>
    public IAmazonS3 CreateS3(Uri? endpoint = null)
    {
        var config = In(new AmazonS3Config());
        if (endpoint is not null) (config.ServiceURL, config.ForcePathStyle, config.AuthenticationRegion) = (endpoint.ToString(), true, Region);
        return Keep(new AmazonS3Client(config));
    }

    /// <summary>Who the credentials belong to.</summary>
    /// <returns>The account's id.</returns>
    /// <exception cref="PipelineException">No credentials, or they are not accepted, or AWS cannot tell.</exception>
    public async Task<string> GetAccountAsync(CancellationToken cancellationToken = default) => (await GetIdentityAsync(cancellationToken)).Account;

    /// <summary>Who calls.</summary>
    /// <returns>The ARN: of a user, of the root user, or of a role's session.</returns>
    /// <exception cref="PipelineException">No credentials, or they are not accepted, or AWS cannot tell.</exception>
    public async Task<string> GetCallerAsync(CancellationToken cancellationToken = default) => (await GetIdentityAsync(cancellationToken)).Arn;

    private async Task<GetCallerIdentityResponse> GetIdentityAsync(CancellationToken cancellationToken)
    {
        using var sts = new AmazonSecurityTokenServiceClient(In(new AmazonSecurityTokenServiceConfig()));
        try
        {
            // Some sources of credentials are waited for without end by the SDK.
            return await Task.Run(() => sts.GetCallerIdentityAsync(new GetCallerIdentityRequest(), cancellationToken), cancellationToken).WaitAsync(PatienceWithCredentials, cancellationToken);
        }
        catch (Exception exception) when (CredentialFailure.Of(exception, CredentialSource.Current) is { } explained)
        {
            throw explained;
        }
        catch (TimeoutException exception)
        {
            throw new PipelineException(
                $"AWS has not answered within {PatienceWithCredentials.TotalSeconds:0} s who the credentials belong to.",
                "Check the network, and where the profile gets its credentials from.", exception);
        }
        catch (Exception exception) when (IsUnreachable(exception))
        {
            var service = new Uri($"https://sts.{Region}.amazonaws.com");
            var proxy = sts.Config.ServiceURL is null ? OutgoingProxy.Find(service) : null;
            throw new PipelineException(
                $"AWS cannot be reached at {sts.Config.ServiceURL ?? service.ToString()}{(proxy is null ? "" : $" through the proxy {proxy}")}: {exception.GetBaseException().Message}",
                proxy is null ? "Look at the network; where a proxy leads out of it, name it in HTTPS_PROXY." : "Correct HTTPS_PROXY, or see that the proxy lets amazonaws.com through.", exception);
        }
        catch (AmazonServiceException exception)
        {
            throw Explain(exception);
        }
    }

    /// <summary>What a refused question after the caller means: only some refusals are about the credentials.</summary>
    public static PipelineException Explain(AmazonServiceException exception) =>
        exception.StatusCode is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden || CredentialErrors.Contains(exception.ErrorCode)
            ? new PipelineException($"AWS does not accept the credentials: {exception.Message}", "Sign in again (aws sso login), or set AWS_PROFILE; without an AWS account use --sandbox.", exception)
            : new PipelineException(
                $"AWS does not answer who the credentials belong to: {exception.ErrorCode ?? exception.StatusCode.ToString()}: {exception.Message}",
                "Run the same command again: the credentials are not in question.", exception);

    // A status when AWS has answered; the other kind when no credentials were found, on the network of the machine neither.
    private static bool IsUnreachable(Exception exception) =>
        exception is not AmazonClientException and not AmazonServiceException { StatusCode: not 0 } && exception.GetBaseException() is HttpRequestException or SocketException or IOException;

    /// <inheritdoc />
    public void Dispose() => _clients.ForEach(client => client.Dispose());

    /// <summary>With an endpoint from the environment the SDK would sign for the region that it reads out of the address.</summary>
    private T In<T>(T config) where T : ClientConfig
    {
        config.RegionEndpoint = _endpoint;
        config.AuthenticationRegion = Region;
        if (CredentialSource.Current.FindProfileCredentials() is { } credentials) config.DefaultAWSCredentials = credentials;
        if (_patience is { } patience) (config.Timeout, config.MaxErrorRetry) = (patience, 1);
        return config;
    }

    /// <summary>A service of all regions names, by its endpoint, the region to sign for. An endpoint from the environment names none: the one of most accounts, then.</summary>
    private T Everywhere<T>(T config) where T : ClientConfig
    {
        In(config);
        config.AuthenticationRegion = config.ServiceURL is null ? null : RegionEndpoint.USEast1.SystemName;
        (config.Timeout, config.MaxErrorRetry) = (PatienceWithGlobal, 1);
        return config;
    }

    private T Keep<T>(T client) where T : IDisposable
    {
        _clients.Add(client);
        return client;
    }
}
