using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Failback;

/// <summary>
/// The way that a database's content takes from one region to the other: objects in the disaster-recovery region's bucket, which the
/// tasks write and read by presigned URLs. They need no right of their own in AWS, and none that outlives the failback. Such a URL is
/// good no longer than the session that has signed it, so the lists of them are signed anew while a task works by them.
/// </summary>
/// <param name="s3">S3 of the bucket's region.</param>
/// <param name="presigner">Signs URLs as the tasks reach S3, which in a sandbox is another address.</param>
/// <param name="validity">How long the credentials are good that sign.</param>
internal sealed class Carriage(IAmazonS3 s3, IAmazonS3 presigner, string bucket, string environment, Func<CancellationToken, Task<CredentialValidity>> validity, TimeProvider time, IStageLog log)
{
    // Of 32 MiB each, compressed.
    private const int MostParts = 1024;
    private static readonly TimeSpan Validity = TimeSpan.FromHours(6);

    // Less than this is too little to stop people for.
    private static readonly TimeSpan LeastLeft = TimeSpan.FromMinutes(30);
    private static readonly TimeSpan LeastPause = TimeSpan.FromMinutes(1);

    /// <summary>Looks, before anybody is stopped, whether there is time enough to carry something.</summary>
    /// <exception cref="PipelineException">The session ends too soon.</exception>
    public async Task CheckAsync(CancellationToken cancellationToken)
    {
        var credentials = await validity(cancellationToken);
        if (credentials is { IsTemporary: true, Until: null, IsRenewed: false })
            log.Warn("when this session of AWS ends is not known (AWS_CREDENTIAL_EXPIRATION is not set): a copy that takes longer ends with it, and people go on where they are");
        if (credentials is { IsRenewed: false, Until: { } until } && until - time.GetUtcNow() < LeastLeft)
            throw new PipelineException($"This session of AWS ends at {until:HH:mm:ss} UTC, in {(until - time.GetUtcNow()).TotalMinutes:0} minutes: what carries the content would end with it, after people were stopped for it.", "Sign in anew, for an hour or two, and run Failback again; nobody has noticed anything yet.");
    }

    /// <summary>Offers a place for the parts, as long as a task works by it.</summary>
    /// <param name="id">The failback.</param>
    /// <param name="work">Gets where the list of the places is; a secret until it expires.</param>
    public Task<T> OfferAsync<T>(string id, Func<Uri, Task<T>> work, CancellationToken cancellationToken) =>
        WhileSignedAsync(id, "out", until => new JsonObject { ["parts"] = Urls(id, MostParts, HttpVerb.PUT, until) }, work, cancellationToken);

    /// <summary>Offers the parts that were written, as long as a task works by it.</summary>
    /// <param name="id">The failback.</param>
    /// <param name="sha256">Of all of them together.</param>
    /// <param name="work">Gets where the list of the parts is; a secret until it expires.</param>
    public Task<T> OfferWrittenAsync<T>(string id, int parts, string sha256, Func<Uri, Task<T>> work, CancellationToken cancellationToken) =>
        WhileSignedAsync(id, "in", until => new JsonObject { ["parts"] = Urls(id, parts, HttpVerb.GET, until), ["sha256"] = sha256 }, work, cancellationToken);

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

    private async Task<T> WhileSignedAsync<T>(string id, string name, Func<DateTimeOffset, JsonObject> list, Func<Uri, Task<T>> work, CancellationToken cancellationToken)
    {
        var (url, until) = await WriteListAsync(id, name, list, cancellationToken);
        using var over = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var renewal = RenewAsync(id, name, list, until, over.Token);
        try
        {
            return await work(url);
        }
        finally
        {
            await over.CancelAsync();
            await renewal.ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        }
    }

    /// <summary>Signs a list anew when a third of its time is over: who reads it by its old address finds the new ones.</summary>
    private async Task RenewAsync(string id, string name, Func<DateTimeOffset, JsonObject> list, DateTimeOffset until, CancellationToken cancellationToken)
    {
        while (true)
        {
            var pause = (until - time.GetUtcNow()) / 3;
            await Task.Delay(pause > LeastPause ? pause : LeastPause, time, cancellationToken);
            try
            {
                (_, until) = await WriteListAsync(id, name, list, cancellationToken);
            }
            catch (Exception exception) when (!cancellationToken.IsCancellationRequested && Explanation.Of(exception) is { } explained)
            {
                log.Warn($"the addresses by which content is carried cannot be signed anew, and end at {until:HH:mm:ss} UTC: {explained.Cause}");
            }
        }
    }

    private async Task<(Uri Url, DateTimeOffset Until)> WriteListAsync(string id, string name, Func<DateTimeOffset, JsonObject> list, CancellationToken cancellationToken)
    {
        var credentials = await validity(cancellationToken);
        var now = time.GetUtcNow();
        var until = credentials.Until is { } end && end < now + Validity ? end : now + Validity;
        var key = $"{PrefixOf(id)}{name}.json";
        var url = Sign(key, HttpVerb.GET, until);
        var content = list(until);
        (content["until"], content["again"]) = (until.UtcDateTime, url);
        await s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = content.ToJsonString(ArtifactStore.Json), ContentType = "application/json" }, cancellationToken);
        return (new Uri(url), until);
    }

    private JsonArray Urls(string id, int count, HttpVerb verb, DateTimeOffset until) => new([.. Enumerable.Range(1, count).Select(part => (JsonNode)Sign($"{PrefixOf(id)}part-{part:0000}", verb, until))]);

    private string Sign(string key, HttpVerb verb, DateTimeOffset until) => presigner.GetPreSignedURL(new GetPreSignedUrlRequest
    {
        BucketName = bucket,
        Key = key,
        Verb = verb,
        Expires = until.UtcDateTime,
        Protocol = presigner.Config.ServiceURL?.StartsWith("http://", StringComparison.Ordinal) == true ? Protocol.HTTP : Protocol.HTTPS,
    });
}
