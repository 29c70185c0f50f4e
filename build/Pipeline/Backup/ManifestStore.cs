using System.Net;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup;

/// <summary>The signed manifests of one environment in one region's bucket.</summary>
/// <param name="s3">S3 of the region.</param>
/// <param name="bucket">The region's state bucket.</param>
/// <param name="signer">Signs with the region's key.</param>
public sealed class ManifestStore(IAmazonS3 s3, string bucket, ManifestSigner signer, string environment)
{
    private string Unfinished => $"backups/{environment}/unfinished.json";

    /// <summary>The key of a recovery point's manifest.</summary>
    public string KeyOf(string recoveryPointArn) => $"backups/{environment}/manifests/{recoveryPointArn[(recoveryPointArn.LastIndexOf(':') + 1)..]}.json";

    /// <summary>Signs a manifest and keeps it with one of its recovery points.</summary>
    public async Task WriteAsync(string recoveryPointArn, BackupManifest manifest, CancellationToken cancellationToken)
    {
        var text = JsonSerializer.Serialize(manifest, ArtifactStore.Json);
        await PutAsync(KeyOf(recoveryPointArn), new SignedManifest(text, await signer.SignAsync(text, cancellationToken)), cancellationToken);
    }

    /// <summary>A recovery point's manifest; null when there is none.</summary>
    /// <exception cref="PipelineException">It is not readable.</exception>
    public async Task<(BackupManifest Manifest, string? Flaw)?> FindAsync(string recoveryPointArn, CancellationToken cancellationToken)
    {
        if (await FindObjectAsync<SignedManifest>(KeyOf(recoveryPointArn), cancellationToken) is not { } signed) return null;
        var flaw = await signer.FindFlawAsync(signed.Manifest, signed.Signature, cancellationToken);
        return (Parse<BackupManifest>(signed.Manifest, KeyOf(recoveryPointArn)), flaw);
    }

    /// <summary>Why a manifest does not describe its recovery point; null when it does.</summary>
    /// <param name="recoveryPointArn">The copy.</param>
    /// <param name="databaseArn">The database that AWS Backup says the copy is of.</param>
    public static string? FindMismatch(BackupManifest manifest, string recoveryPointArn, string databaseArn)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        if (manifest.CopyArn != recoveryPointArn) return $"it is of {manifest.CopyArn}";
        return manifest.DatabaseArn == databaseArn ? null : $"it is of the database {manifest.DatabaseArn}";
    }

    /// <summary>Notes a backup that is about to begin, so that a run that is killed can be gone on with. Refused while another one is noted.</summary>
    /// <exception cref="PipelineException">Another run has noted one since.</exception>
    public async Task BeginAsync(UnfinishedBackup backup, CancellationToken cancellationToken)
    {
        try
        {
            await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = Unfinished, ContentBody = JsonSerializer.Serialize(backup, ArtifactStore.Json), ContentType = "application/json", IfNoneMatch = "*" }, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            // The answer to our own write may have been lost: the SDK sends it again then.
            if (await FindUnfinishedAsync(cancellationToken) is { } standing && standing.Token == backup.Token) return;
            throw new PipelineException($"Another run has begun a backup of {environment}.", "Wait for it, and run this again: it then follows or finds it done.", exception);
        }
    }

    /// <summary>Notes what has become known of the backup that is under way.</summary>
    public Task NoteAsync(UnfinishedBackup backup, CancellationToken cancellationToken) => PutAsync(Unfinished, backup, cancellationToken);

    /// <summary>A backup that was begun and not seen to its end; null when there is none.</summary>
    public Task<UnfinishedBackup?> FindUnfinishedAsync(CancellationToken cancellationToken) => FindObjectAsync<UnfinishedBackup>(Unfinished, cancellationToken);

    /// <summary>Forgets the unfinished backup.</summary>
    public Task EndAsync(CancellationToken cancellationToken) => s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = Unfinished }, cancellationToken);

    private Task<PutObjectResponse> PutAsync<T>(string key, T value, CancellationToken cancellationToken) =>
        s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = JsonSerializer.Serialize(value, ArtifactStore.Json), ContentType = "application/json" }, cancellationToken);

    private async Task<T?> FindObjectAsync<T>(string key, CancellationToken cancellationToken) where T : class
    {
        try
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            using var reader = new StreamReader(found.ResponseStream);
            return Parse<T>(await reader.ReadToEndAsync(cancellationToken), key);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    private T Parse<T>(string text, string key) =>
        StrictJson.Read<T>(text, $"s3://{bucket}/{key} is not readable", "Look at its earlier versions: the bucket keeps them.");

    /// <summary>The manifest as the very text that is signed.</summary>
    private sealed record SignedManifest(string Manifest, string Signature);
}
