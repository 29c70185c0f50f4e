using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>
/// The way that a database's content takes from one region to the other: objects in the disaster-recovery region's bucket, which the
/// tasks write and read by presigned URLs. They need no right of their own in AWS, and none that outlives the failback.
/// </summary>
/// <param name="s3">S3 of the bucket's region.</param>
/// <param name="presigner">Signs URLs as the tasks reach S3, which in a sandbox is another address.</param>
internal sealed class Carriage(IAmazonS3 s3, IAmazonS3 presigner, string bucket, string environment, TimeProvider time)
{
    // Of 32 MiB each, compressed.
    private const int MostParts = 1024;
    private static readonly TimeSpan Validity = TimeSpan.FromHours(6);

    /// <summary>Offers a place for the parts.</summary>
    /// <param name="id">The failback.</param>
    /// <returns>Where the list of the places is; a secret until it expires.</returns>
    public Task<Uri> OfferAsync(string id, CancellationToken cancellationToken) =>
        WriteListAsync(id, "out", new JsonObject { ["parts"] = Urls(id, MostParts, HttpVerb.PUT) }, cancellationToken);

    /// <summary>Offers the parts that were written.</summary>
    /// <param name="sha256">Of all of them together.</param>
    /// <returns>Where the list of the parts is; a secret until it expires.</returns>
    public Task<Uri> OfferWrittenAsync(string id, int parts, string sha256, CancellationToken cancellationToken) =>
        WriteListAsync(id, "in", new JsonObject { ["parts"] = Urls(id, parts, HttpVerb.GET), ["sha256"] = sha256 }, cancellationToken);

    /// <summary>Removes all of it, with the versions that the bucket keeps of everything else.</summary>
    public async Task RemoveAsync(string id, CancellationToken cancellationToken)
    {
        while (true)
        {
            var page = await s3.ListVersionsAsync(new ListVersionsRequest { BucketName = bucket, Prefix = PrefixOf(id) }, cancellationToken);
            if (page.Versions is not { Count: > 0 } versions) return;
            await s3.DeleteObjectsAsync(new DeleteObjectsRequest { BucketName = bucket, Objects = [.. versions.Select(version => new KeyVersion { Key = version.Key, VersionId = version.VersionId })] }, cancellationToken);
        }
    }

    private string PrefixOf(string id) => $"failbacks/{environment}/{id}/";

    private async Task<Uri> WriteListAsync(string id, string name, JsonObject list, CancellationToken cancellationToken)
    {
        var key = $"{PrefixOf(id)}{name}.json";
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = list.ToJsonString(ArtifactStore.Json), ContentType = "application/json" }, cancellationToken);
        return new Uri(Sign(key, HttpVerb.GET));
    }

    private JsonArray Urls(string id, int count, HttpVerb verb) => new([.. Enumerable.Range(1, count).Select(part => (JsonNode)Sign($"{PrefixOf(id)}part-{part:0000}", verb))]);

    private string Sign(string key, HttpVerb verb) => presigner.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = bucket,
        Key = key,
        Verb = verb,
        Expires = time.GetUtcNow().Add(Validity).UtcDateTime,
        Protocol = presigner.Config.ServiceURL?.StartsWith("http://", StringComparison.Ordinal) == true ? Protocol.HTTP : Protocol.HTTPS,
    });
}
