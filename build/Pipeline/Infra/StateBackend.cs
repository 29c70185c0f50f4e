using System.Net;
using Amazon.S3;
using Amazon.S3.Model;

namespace Notejam.Pipeline.Infra;

/// <summary>Where Terraform's states lie: one bucket an account, locked by lock files.</summary>
/// <param name="Bucket">The bucket.</param>
/// <param name="Region">The bucket's region.</param>
public sealed record StateBackend(string Bucket, string Region)
{
    /// <summary>The backend of an account.</summary>
    public static StateBackend Of(string account, string region) => new($"notejam-state-{account}-{region}", region);

    /// <summary>Whether the bucket is there: without it nothing was ever delivered.</summary>
    public async Task<bool> ExistsAsync(IAmazonS3 s3, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(s3);
        try
        {
            await s3.GetBucketLocationAsync(new GetBucketLocationRequest { BucketName = Bucket }, cancellationToken);
            return true;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return false;
        }
    }

    /// <summary>What tells a stored state from the one before; null when there is none, or it may not be read.</summary>
    /// <param name="s3">A client of the bucket's region.</param>
    /// <param name="key">The state's key.</param>
    public async Task<string?> FindVersionAsync(IAmazonS3 s3, string key, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(s3);
        try
        {
            var found = await s3.GetObjectMetadataAsync(new GetObjectMetadataRequest { BucketName = Bucket, Key = key }, cancellationToken);
            return found.VersionId is { Length: > 0 } version ? version : found.ETag;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.NotFound or HttpStatusCode.Forbidden)
        {
            return null;
        }
    }

    /// <summary>The partial configuration that <c>terraform init</c> is given.</summary>
    /// <param name="key">The state's key.</param>
    /// <param name="workspacePrefix">Folder of the workspaces' states.</param>
    /// <remarks>Without <c>encrypt</c>, which would ask for S3's own key: the bucket's default encrypts with ours.</remarks>
    public string[] Arguments(string key, string workspacePrefix) =>
    [
        $"-backend-config=bucket={Bucket}", $"-backend-config=region={Region}", $"-backend-config=key={key}",
        $"-backend-config=workspace_key_prefix={workspacePrefix}", "-backend-config=use_lockfile=true",
    ];
}
