using System.Buffers;
using System.Globalization;
using System.Net;
using System.Security.Cryptography;
using System.Text.Json;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Journal;

/// <summary>
/// Drills, failovers or failbacks in the disaster-recovery region's bucket: the one under way (<c>&lt;kind&gt;/&lt;environment&gt;/current.json</c>)
/// and the reports of those that are over. There is one of a kind at a time; of two runs that go on with the same one, the second takes it over.
/// </summary>
/// <param name="s3">S3 of the region.</param>
/// <param name="bucket">The region's state bucket.</param>
/// <param name="kind">Which of them: <see cref="Drills"/>, <see cref="Failovers"/> or <see cref="Failbacks"/>.</param>
public sealed class RecoveryStore(IAmazonS3 s3, string bucket, string environment, string kind)
{
    /// <summary>The kind of drills.</summary>
    public const string Drills = "drills";

    /// <summary>The kind of failovers.</summary>
    public const string Failovers = "failovers";

    /// <summary>The kind of failbacks.</summary>
    public const string Failbacks = "failbacks";

    private const string TimeFormat = "yyyyMMdd'T'HHmmss'Z'";
    private const string Alphabet = "abcdefghijkmnpqrstuvwxyz23456789";
    private static readonly SearchValues<char> Characters = SearchValues.Create(Alphabet);
    private const int IdLength = 5;
    private const int HistoryShown = 20;

    // Of this very store: a process may be followed by another of the same number.
    private readonly string _writer = Guid.NewGuid().ToString("N");

    private string? _tag;

    /// <summary>Knows this run, and tells of others.</summary>
    public RunPresence Runs { get; init; } = RunPresence.Here;

    private string Current => $"{kind}/{environment}/current.json";

    private string Reports => $"{kind}/{environment}/reports/";

    /// <summary>An id: five letters and digits that are told apart, the first a letter.</summary>
    public static string NewId() => RandomNumberGenerator.GetString(Alphabet.AsSpan()[..24], 1) + RandomNumberGenerator.GetString(Alphabet, IdLength - 1);

    /// <summary>Whether a text is an id.</summary>
    public static bool IsId(ReadOnlySpan<char> text) => text.Length == IdLength && !text.ContainsAnyExcept(Characters);

    /// <summary>Whether an object's key is a report's: others may keep objects of their own beside them.</summary>
    public static bool IsReport(string key)
    {
        ArgumentNullException.ThrowIfNull(key);
        const string Extension = ".json";
        return key[(key.LastIndexOf('/') + 1)..].Split('-') is [var time, var rest] && rest.EndsWith(Extension, StringComparison.Ordinal) && IsId(rest.AsSpan(..^Extension.Length))
            && DateTime.TryParseExact(time, TimeFormat, CultureInfo.InvariantCulture, DateTimeStyles.None, out _);
    }

    /// <summary>What is under way; null when nothing is.</summary>
    public async Task<RecoveryJournal?> FindAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = Current }, cancellationToken);
            _tag = found.ETag;
            using var reader = new StreamReader(found.ResponseStream);
            return Parse<RecoveryJournal>(await reader.ReadToEndAsync(cancellationToken), Current);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == HttpStatusCode.NotFound)
        {
            return null;
        }
    }

    /// <summary>Who had what is under way before this run, for the log.</summary>
    public string DescribeHolder(RecoveryJournal journal)
    {
        ArgumentNullException.ThrowIfNull(journal);
        return $"written last by {Runs.Describe(journal.Run)}";
    }

    /// <summary>Writes what is under way.</summary>
    /// <exception cref="PipelineException">Another run has begun one or taken it over meanwhile.</exception>
    public async Task SaveAsync(RecoveryJournal journal, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(journal);
        (journal.Run, journal.Writer) = (Runs.Self, _writer);
        try
        {
            await PutAsync(journal, cancellationToken);
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode is HttpStatusCode.PreconditionFailed or HttpStatusCode.Conflict)
        {
            // The answer of an earlier write was lost, or its wait was cancelled, after S3 had taken it: then what stands there is ours.
            if (await FindAsync(cancellationToken) is { } standing && standing.Writer == _writer) await PutAsync(journal, cancellationToken);
            else throw new PipelineException($"Another run works on the {kind} of {environment} at the same time.", "Leave it to that one; when it is over, run this again.", exception);
        }
    }

    private async Task PutAsync(RecoveryJournal journal, CancellationToken cancellationToken)
    {
        var request = new PutObjectRequest { BucketName = bucket, Key = Current, ContentBody = JsonSerializer.Serialize(journal, ArtifactStore.Json), ContentType = "application/json" };
        if (_tag is null) request.IfNoneMatch = "*";
        else request.IfMatch = _tag;
        _tag = (await s3.PutObjectAsync(request, cancellationToken)).ETag;
    }

    /// <summary>Ends what is under way.</summary>
    public async Task EndAsync(CancellationToken cancellationToken)
    {
        await s3.DeleteObjectAsync(new DeleteObjectRequest { BucketName = bucket, Key = Current }, cancellationToken);
        _tag = null;
    }

    /// <summary>Keeps a report; a later one of the same begin and id takes its place.</summary>
    public Task WriteReportAsync<T>(DateTimeOffset startedAt, string id, T report, CancellationToken cancellationToken)
    {
        // Keys begin with the time: sorted, the last is the newest.
        var key = $"{Reports}{startedAt.UtcDateTime.ToString(TimeFormat, CultureInfo.InvariantCulture)}-{id}.json";
        return s3.PutObjectAsync(new PutObjectRequest { BucketName = bucket, Key = key, ContentBody = JsonSerializer.Serialize(report, ArtifactStore.Json), ContentType = "application/json" }, cancellationToken);
    }

    /// <summary>Reports of those that are over, newest first; the last twenty.</summary>
    public async Task<IReadOnlyList<T>> ReadReportsAsync<T>(CancellationToken cancellationToken)
    {
        var keys = new List<string>();
        await foreach (var found in s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = Reports }).S3Objects.WithCancellation(cancellationToken))
            if (IsReport(found.Key)) keys.Add(found.Key);
        var reports = new List<T>();
        foreach (var key in keys.OrderDescending(StringComparer.Ordinal).Take(HistoryShown))
        {
            using var found = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = key }, cancellationToken);
            using var reader = new StreamReader(found.ResponseStream);
            reports.Add(Parse<T>(await reader.ReadToEndAsync(cancellationToken), key));
        }

        return reports;
    }

    private T Parse<T>(string text, string key) =>
        StrictJson.Read<T>(text, $"s3://{bucket}/{key} is not readable", "Look at its earlier versions: the bucket keeps them.");
}
