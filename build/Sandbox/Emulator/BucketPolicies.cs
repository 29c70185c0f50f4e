using System.Text;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Emulator;

/// <summary>
/// Bucket policies, kept here and not given to the emulator: the gate decides by them, with their conditions, which the
/// emulator ignores.
/// </summary>
public sealed class BucketPolicies(StateStore files) : IBucketPolicies
{
    private const string FileName = "s3-policies";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _policies = files.Load<Dictionary<string, string>>(FileName);

    /// <inheritdoc />
    public string? PolicyOf(string bucket)
    {
        lock (_lock) return _policies.GetValueOrDefault(bucket);
    }

    /// <summary>Answers what is about a bucket's policy; null for all else.</summary>
    public async Task<AwsResponse?> AnswerAsync(HttpContext context, MotoObjectStore buckets)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(buckets);
        if (BucketOf(context.Request) is not { } bucket) return null;
        if (!context.Request.Query.ContainsKey("policy"))
        {
            // A new bucket of the same name starts without one.
            if (HttpMethods.IsDelete(context.Request.Method) && context.Request.Query.Count == 0) Change(bucket, null);
            return null;
        }

        if (!await buckets.HasBucketAsync(context, bucket))
            return AwsResponse.S3Error("NoSuchBucket", "The specified bucket does not exist", StatusCodes.Status404NotFound);
        if (HttpMethods.IsPut(context.Request.Method))
        {
            using var reader = new StreamReader(context.Request.Body, Encoding.UTF8);
            Change(bucket, await reader.ReadToEndAsync(context.RequestAborted));
            return new AwsResponse(StatusCodes.Status204NoContent, "", []);
        }

        if (HttpMethods.IsDelete(context.Request.Method))
        {
            Change(bucket, null);
            return new AwsResponse(StatusCodes.Status204NoContent, "", []);
        }

        lock (_lock)
            return _policies.TryGetValue(bucket, out var policy)
                ? new AwsResponse(StatusCodes.Status200OK, "application/json", Encoding.UTF8.GetBytes(policy))
                : AwsResponse.S3Error("NoSuchBucketPolicy", "The bucket policy does not exist", StatusCodes.Status404NotFound);
    }

    private void Change(string bucket, string? policy)
    {
        lock (_lock)
        {
            if (policy is null && !_policies.Remove(bucket)) return;
            if (policy is not null) _policies[bucket] = policy;
            files.Save(FileName, _policies);
        }
    }

    // Path style: /bucket or /bucket/. Clients of this endpoint, an address without names, have no other.
    private static string? BucketOf(HttpRequest request)
    {
        var path = (request.Path.Value ?? "").Trim('/');
        return path.Length > 0 && !path.Contains('/', StringComparison.Ordinal) ? path : null;
    }
}
