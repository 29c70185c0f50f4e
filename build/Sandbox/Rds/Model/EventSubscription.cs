namespace Notejam.Sandbox.Rds.Model;

/// <summary>Who is told what about databases: a topic, and which events go there.</summary>
public sealed class EventSubscription
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public required DateTimeOffset CreatedAt { get; init; }

    public required string TopicArn { get; set; }

    /// <summary><c>db-instance</c> and the like; null for events of all kinds of things.</summary>
    public string? SourceType { get; set; }

    /// <summary>Names of the things that it is about; empty for all.</summary>
    public List<string> SourceIds { get; set; } = [];

    /// <summary>Event categories; empty for all.</summary>
    public List<string> Categories { get; set; } = [];

    public bool Enabled { get; set; } = true;

    /// <summary>Events up to this moment were published.</summary>
    public DateTimeOffset PublishedTo { get; set; }

    /// <summary>Whether an event is to be published.</summary>
    public bool Wants(DbEvent item)
    {
        ArgumentNullException.ThrowIfNull(item);
        return Enabled && item.Date > PublishedTo && SourceType is (null or "db-instance")
            && (SourceIds.Count == 0 || SourceIds.Contains(item.SourceIdentifier))
            && (Categories.Count == 0 || Categories.Contains(item.Category));
    }
}
