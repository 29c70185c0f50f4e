using System.Text.Json.Nodes;
using Amazon.S3;
using Amazon.S3.Model;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Backup.Verification;

/// <summary>What drills left in the disaster-recovery region's bucket: <c>drills/&lt;environment&gt;/reports/&lt;time&gt;-….json</c>.</summary>
public sealed class DrillHistory(IAmazonS3 s3, string bucket, string environment)
{
    private string Prefix => $"drills/{environment}/reports/";

    /// <summary>The newest drill of the environment; null when there was none. One that cannot be read is no proof.</summary>
    public async Task<ObservedProof?> FindNewestAsync(CancellationToken cancellationToken)
    {
        try
        {
            string? newest = null;
            // Keys begin with the time: the last is the newest.
            await foreach (var found in s3.Paginators.ListObjectsV2(new ListObjectsV2Request { BucketName = bucket, Prefix = Prefix }).S3Objects.WithCancellation(cancellationToken))
                if (RecoveryStore.IsReport(found.Key)) newest = found.Key;
            if (newest is null) return null;
            using var answer = await s3.GetObjectAsync(new GetObjectRequest { BucketName = bucket, Key = newest }, cancellationToken);
            using var reader = new StreamReader(answer.ResponseStream);
            var report = StrictJson.Parse(await reader.ReadToEndAsync(cancellationToken));
            if ((string?)report?["environment"] is { } other && other != environment) return new ObservedProof(default, false, $"{newest} is of {other}, and not of {environment}");
            var outcome = (string?)report?["outcome"];
            return new ObservedProof(answer.LastModified ?? default, outcome == "Passed", $"drill {(string?)report?["drillId"]} {outcome ?? "without an outcome"}");
        }
        catch (AmazonS3Exception exception) when (exception.StatusCode == System.Net.HttpStatusCode.NotFound)
        {
            return null;
        }
        catch (Exception exception) when (AwsFailure.Is(exception) || exception is System.Text.Json.JsonException or InvalidOperationException)
        {
            return new ObservedProof(default, false, exception.Message);
        }
    }
}
