using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Drill.Journal;

/// <summary>
/// Drills in the disaster-recovery region's bucket: the one under way (<c>drills/&lt;environment&gt;/current.json</c>) and the
/// reports of those that are over. There is one drill at a time; of two runs that go on with the same one, the second takes it over.
/// </summary>
/// <param name="s3">S3 of the region.</param>
/// <param name="bucket">The region's state bucket.</param>
public sealed class DrillStore(IAmazonS3 s3, string bucket, string environment)
{
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int HistoryShown = 20;
    private string? _tag;

    private string Current => $"drills/{environment}/current.json";

    private string Reports => $"drills/{environment}/reports/";

    /// <summary>A drill's id: five letters and digits that are told apart, the first a letter.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Alphabet.AsSpan()[..24], 1) + RandomNumberGenerator.GetString(Alphabet, 4);

    /// <summary>The drill under way; null when there is none.</summary>
    public async Task<DrillJournal?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = Current }, cancellationToken);
            _tag = found.ETag;
            using var reader = new StreamReader(found.ResponseStream);
            return Parse<DrillJournal>(await reader.ReadToEndAsync(cancellationToken), Current);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Writes the drill under way.</summary>
    /// <exception cref="PipelineException">Another run has begun or taken over a drill meanwhile.</exception>
    public async Task SaveAsync(DrillJournal journal, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest { BucketName = bucket, Key = Current, ContentBody = JsonSerializer.Serialize(journal, ArtifactStore.Json), ContentType = "application/json" };
        if (_tag is null) request.IfNoneMatch = "*";
        else request.IfMatch = _tag;
        try
        {
            _tag = (await s3.PutObjectAsync(request, cancellationToken)).ETag;
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            throw new PipelineException($"Another run drills {environment} at the same time.", "Leave it to that one; when it is over, run this again.", exception);
        }
    }

    /// <summary>Ends the drill under way.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = Current }, cancellationToken);
        _tag = null;
    }

    /// <summary>Keeps a drill's report; a later one of the same drill takes its place.</summary>
    public Task WriteReportAsync(DrillReport report, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(report);
        // Keys begin with the time: sorted, the last is the newest.
        var key = $"{Reports}{report.StartedAt.UtcDateTime:yyyyMMdd'T'HHmmss'Z'}-{report.DrillId}.json";
        return s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = JsonSerializer.Serialize(report, ArtifactStore.Json), ContentType = "application/json" }, cancellationToken);
    }

    /// <summary>Reports of earlier drills, newest first; the last twenty.</summary>
    public async Task<IReadOnlyList<DrillReport>> ReadReportsAsync(CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var found in s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = Reports }).S3Objects.WithCancellation(cancellationToken)) keys.Add(found.Key);
        var reports = new List<DrillReport>();
        foreach (var key in keys.OrderDescending(StringComparer.Ordinal).Take(HistoryShown))
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            using var reader = new StreamReader(found.ResponseStream);
            reports.Add(Parse<DrillReport>(await reader.ReadToEndAsync(cancellationToken), key));
        }

        return reports;
    }

    private T Parse<T>(string text, string key)
    {
        try
        {
            return JsonSerializer.Deserialize<T>(text, ArtifactStore.Json) ?? throw new JsonException("it is null");
        }
        catch (Exception exception) when (exception is JsonException or ArgumentException)
        {
            throw new PipelineException($"s3://{bucket}/{key} is not readable: {exception.Message}", "Look at its earlier versions: the bucket keeps them.", exception);
        }
    }
}
