using System.Globalization;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>What lists of jobs can be asked for: by state, by time, by resource. Newest first.</summary>
internal static class JobQuery
{
    /// <summary>The jobs asked for.</summary>
    /// <param name="stateName">The parameter of the state: <c>state</c>, for restores <c>status</c>.</param>
    public static IEnumerable<T> Select<T>(AwsRequest call, IEnumerable<T> jobs, Func<T, string> resource, string stateName = "state") where T : Job
    {
        var query = call.QueryString;
        var (state, type) = (query[stateName], query["resourceType"]);
        var (createdAfter, createdBefore) = (Moment(call, "createdAfter"), Moment(call, "createdBefore"));
        var (completeAfter, completeBefore) = (Moment(call, "completeAfter"), Moment(call, "completeBefore"));
        return jobs
            .Where(job => state is null or { Length: 0 } or "AGGREGATE_ALL" || job.State == state)
            .Where(_ => type is null or { Length: 0 } or "RDS" or "*")
            .Where(job => query["resourceArn"] is not { Length: > 0 } arn || resource(job) == arn)
            .Where(job => !(job.CreatedAt <= createdAfter) && !(job.CreatedAt >= createdBefore))
            .Where(job => completeAfter is null || job.CompletedAt > completeAfter)
            .Where(job => completeBefore is null || job.CompletedAt < completeBefore)
            .OrderByDescending(job => job.CreatedAt);
    }

    /// <summary>A moment of the query string, or null.</summary>
    public static DateTimeOffset? Moment(AwsRequest call, string name)
    {
        if (call.QueryString[name] is not { Length: > 0 } text) return null;
        if (double.TryParse(text, CultureInfo.InvariantCulture, out var seconds)) return DateTimeOffset.FromUnixTimeMilliseconds((long)(seconds * 1000));
        return DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment : throw BackupErrors.Invalid($"{name} is not a time: {text}");
    }
}
