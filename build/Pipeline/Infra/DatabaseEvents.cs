using System.Text.RegularExpressions;
using Amazon.RDS;
using Amazon.RDS.Model;
using Amazon.Runtime;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>What RDS says of databases that Terraform failed on: Terraform knows the state "failed", the cause stands in RDS's events.</summary>
public sealed class DatabaseEvents(IAmazonRDS rds)
{
    // A database that restarts again and again tells the same many times: the last say it.
    private const int Most = 5;

    /// <summary>Runs Terraform; a failure that names a database instance is given that instance's events.</summary>
    /// <param name="since">Start of the run: older events are of older failures.</param>
    /// <exception cref="PipelineException">The failure of <paramref name="run"/>, with the events.</exception>
    public async Task<T> ExplainAsync<T>(Func<Task<T>> run, DateTimeOffset since, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(run);
        try
        {
            return await run();
        }
        catch (PipelineException exception) when (exception.Cause.Contains("aws_db_instance", StringComparison.Ordinal))
        {
            var lines = await FindAsync(exception.Cause, since, cancellationToken);
            if (lines.Count == 0) throw;
            throw new PipelineException($"{exception.Cause}\nRDS says:\n{string.Join('\n', lines)}", exception.Remedy, exception);
        }
    }

    private async Task<IReadOnlyList<string>> FindAsync(string failure, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var events = new List<Event>();
            var request = new DescribeEventsRequest { SourceType = SourceType.DbInstance, StartTime = since.UtcDateTime };
            do
            {
                var page = await rds.DescribeEventsAsync(request, cancellationToken);
                events.AddRange(page.Events ?? []);
                request.Marker = page.Marker;
            }
            while (!string.IsNullOrEmpty(request.Marker));
            return
            [
                .. events.Where(item => Names(failure, item.SourceIdentifier)).OrderBy(item => item.Date).TakeLast(Most)
                    .Select(item => $"  {item.Date:HH:mm:ss} {item.SourceIdentifier}: {item.Message}"),
            ];
        }
        catch (AmazonServiceException exception)
        {
            return [$"  its events could not be read: {exception.Message}"];
        }
    }

    // A whole name: notejam-staging is not meant where notejam-staging-2 stands.
    private static bool Names(string failure, string? identifier) =>
        identifier is not null && Regex.IsMatch(failure, $"(?<![A-Za-z0-9-]){Regex.Escape(identifier)}(?![A-Za-z0-9-])", RegexOptions.None, TimeSpan.FromSeconds(1));
}
