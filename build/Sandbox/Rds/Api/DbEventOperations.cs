using System.Globalization;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Events: kept for fourteen days, told by time, source and category.</summary>
internal sealed class DbEventOperations(RdsStore store, TimeProvider time) : IOperations
{
    private const string SourceType = "db-instance";
    private static readonly TimeSpan Kept = TimeSpan.FromDays(14);
    private static readonly TimeSpan ToldByDefault = TimeSpan.FromMinutes(60);

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeEvents", DescribeAsync),
    ];

    /// <summary>Notes what happened to an instance.</summary>
    public static void Add(RdsRegion region, DbInstance instance, string category, string message, DateTimeOffset now)
    {
        region.Events.RemoveAll(old => old.Date < now - Kept);
        region.Events.Add(new DbEvent(instance.Identifier, instance.Arn, category, message, now));
    }

    /// <summary>DescribeEvents.</summary>
    public Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        if (query["SourceIdentifier"] is not null && query["SourceType"] is null)
            throw new AwsException("InvalidParameterCombination", "SourceType must be given with SourceIdentifier.");
        var now = time.GetUtcNow();
        var end = Moment(query, "EndTime") ?? now;
        var start = Moment(query, "StartTime") ?? end - (query.Number("Duration") is { } minutes ? TimeSpan.FromMinutes(minutes) : ToldByDefault);
        if (start < now - Kept) throw new AwsException("InvalidParameterValue", "StartTime must be within the last 14 days.");
        var categories = query.Strings("EventCategories", "EventCategory");
        return Task.FromResult(store.Read(request.Region, region =>
        {
            var found = region.Events
                .Where(item => query["SourceType"] is null or SourceType)
                .Where(item => query["SourceIdentifier"] is not { } source || item.SourceIdentifier.Equals(source, StringComparison.OrdinalIgnoreCase))
                .Where(item => categories.Count == 0 || categories.Contains(item.Category))
                .Where(item => item.Date >= start && item.Date <= end);
            return AwsResponse.Xml(request, RdsXml.Namespace, List("Events", found, item => new XElement("Event",
                Value("SourceIdentifier", item.SourceIdentifier),
                Value("SourceType", SourceType),
                Value("Message", item.Message),
                new XElement("EventCategories", Value("EventCategory", item.Category)),
                Value("Date", item.Date),
                Value("SourceArn", item.SourceArn))));
        }));
    }

    private static DateTimeOffset? Moment(QueryParameters query, string name) => query[name] is not { } text ? null
        : DateTimeOffset.TryParse(text, CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment) ? moment
        : throw new AwsException("InvalidParameterValue", $"{name} is not a time: {text}");
}
