using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Sns;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Event subscriptions: create, describe, modify, delete. What they are about is published to their topics.</summary>
internal sealed class EventSubscriptionOperations(RdsStore store, TopicPublisher topics, TimeProvider time) : IOperations
{
    private static readonly string[] SourceTypes =
        ["db-instance", "db-cluster", "db-parameter-group", "db-security-group", "db-snapshot", "db-cluster-snapshot", "db-proxy", "zero-etl", "custom-engine-version", "blue-green-deployment"];

    // "Amazon RDS event categories and event messages", Amazon RDS User Guide, for db-instance.
    private static readonly string[] InstanceCategories =
    [
        "availability", "backup", "configuration change", "creation", "deletion", "failover", "failure", "low storage", "maintenance", "notification",
        "read replica", "recovery", "restoration", "security", "security patching",
    ];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateEventSubscription", CreateAsync),
        new("DescribeEventSubscriptions", Describe),
        new("ModifyEventSubscription", ModifyAsync),
        new("DeleteEventSubscription", Delete),
        new("AddSourceIdentifierToSubscription", request => ChangeSources(request, (sources, id) => sources.Add(id))),
        new("RemoveSourceIdentifierFromSubscription", request => ChangeSources(request, (sources, id) => sources.Remove(id))),
    ];

    private async Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var (name, topic) = (query.Required("SubscriptionName"), await TopicAsync(request, query.Required("SnsTopicArn"), cancellationToken));
        var sources = query.Strings("SourceIds", "SourceId");
        var type = SourceType(query);
        if (sources.Count > 0 && type is null) throw new AwsException("InvalidParameterCombination", "SourceType must be specified if SourceIds are provided.");
        var categories = Categories(query, type);
        return store.Change(request.Region, region =>
        {
            if (region.EventSubscriptions.ContainsKey(name)) throw new AwsException("SubscriptionAlreadyExist", $"Event Subscription {name} already exists.");
            if (type == "db-instance")
                foreach (var source in sources) Demand(region, source);
            var (arn, now) = (request.Arn("rds", "es:" + name), time.GetUtcNow());
            var subscription = region.EventSubscriptions[name] = new EventSubscription
            {
                Name = name,
                Arn = arn,
                CreatedAt = now,
                PublishedTo = now,
                TopicArn = topic,
                SourceType = type,
                SourceIds = [.. sources],
                Categories = categories,
                Enabled = query.Bool("Enabled") ?? true,
            };
            RdsTags.Set(region, arn, query);
            return Answer(request, subscription);
        });
    }

    private AwsResponse Describe(AwsRequest request) => store.Read(request.Region, region => AwsResponse.Xml(request, RdsXml.Namespace,
        List("EventSubscriptionsList", OneOrAll.Of(request.Query["SubscriptionName"], name => Find(region, name), region.EventSubscriptions.Values), Write)));

    private async Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var query = request.Query;
        var topic = query["SnsTopicArn"] is { } given ? await TopicAsync(request, given, cancellationToken) : null;
        return store.Change(request.Region, region =>
        {
            var subscription = Find(region, query.Required("SubscriptionName"));
            var type = SourceType(query) ?? subscription.SourceType;
            var categories = query.Has("EventCategories") ? Categories(query, type) : subscription.Categories;
            (subscription.SourceType, subscription.Categories) = (type, categories);
            subscription.TopicArn = topic ?? subscription.TopicArn;
            subscription.Enabled = query.Bool("Enabled") ?? subscription.Enabled;
            return Answer(request, subscription);
        });
    }

    private AwsResponse Delete(AwsRequest request) => store.Change(request.Region, region =>
    {
        var subscription = Find(region, request.Query.Required("SubscriptionName"));
        region.EventSubscriptions.Remove(subscription.Name);
        region.Tags.Remove(subscription.Arn);
        return Answer(request, subscription);
    });

    private AwsResponse ChangeSources(AwsRequest request, Action<List<string>, string> change) => store.Change(request.Region, region =>
    {
        var subscription = Find(region, request.Query.Required("SubscriptionName"));
        var source = request.Query.Required("SourceIdentifier");
        if (subscription.SourceType == "db-instance") Demand(region, source);
        change(subscription.SourceIds, source);
        return Answer(request, subscription);
    });

    private async Task<string> TopicAsync(AwsRequest request, string arn, CancellationToken cancellationToken)
    {
        if (arn.EndsWith(".fifo", StringComparison.Ordinal)) throw new AwsException("SNSInvalidTopic", "RDS does not support FIFO topics.");
        return await topics.ExistsAsync(request.Region, arn, cancellationToken)
            ? arn
            : throw new AwsException("SNSTopicArnNotFound", $"The SNS topic ARN {arn} does not exist.", StatusCodes.Status404NotFound);
    }

    private static string? SourceType(QueryParameters query) => query["SourceType"] is not { } type || SourceTypes.Contains(type)
        ? query["SourceType"]
        : throw new AwsException("InvalidParameterValue", $"The source type {type} is not valid; valid are {string.Join(", ", SourceTypes)}.");

    private static List<string> Categories(QueryParameters query, string? type)
    {
        var given = query.Strings("EventCategories", "EventCategory");
        if (type == "db-instance" && given.FirstOrDefault(category => !InstanceCategories.Contains(category)) is { } unknown)
            throw new AwsException("SubscriptionCategoryNotFound", $"The event category {unknown} does not exist for {type}.", StatusCodes.Status404NotFound);
        return [.. given];
    }

    private static void Demand(RdsRegion region, string source)
    {
        if (!region.Instances.ContainsKey(source.ToLowerInvariant()))
            throw new AwsException("SourceNotFound", $"No source of type db-instance is named {source}.", StatusCodes.Status404NotFound);
    }

    private static EventSubscription Find(RdsRegion region, string name) => region.EventSubscriptions.GetValueOrDefault(name)
        ?? throw new AwsException("SubscriptionNotFound", $"Event Subscription {name} not found.", StatusCodes.Status404NotFound);

    private static AwsResponse Answer(AwsRequest request, EventSubscription subscription) => AwsResponse.Xml(request, RdsXml.Namespace, Write(subscription));

    private static XElement Write(EventSubscription subscription) => new("EventSubscription",
        Value("CustomerAwsId", SandboxOptions.AccountId),
        Value("CustSubscriptionId", subscription.Name),
        Value("SnsTopicArn", subscription.TopicArn),
        Value("Status", "active"),
        Value("SubscriptionCreationTime", subscription.CreatedAt),
        Value("SourceType", subscription.SourceType),
        List("SourceIdsList", subscription.SourceIds, source => Value("SourceId", source)),
        List("EventCategoriesList", subscription.Categories, category => Value("EventCategory", category)),
        Value("Enabled", subscription.Enabled),
        Value("EventSubscriptionArn", subscription.Arn));
}
