using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>A plan of restores that prove the backups.</summary>
public sealed class RestoreTestingPlan
{
    public required string Name { get; init; }

    public required string Arn { get; init; }

    public string? CreatorRequestId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public DateTimeOffset? UpdatedAt { get; set; }

    /// <summary>The plan with AWS's defaults.</summary>
    public required JsonObject Document { get; set; }

    /// <summary>Selections by name.</summary>
    public SortedDictionary<string, RestoreTestingSelection> Selections { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);
}

/// <summary>Which backups a restore testing plan is for.</summary>
public sealed class RestoreTestingSelection
{
    public required string Name { get; init; }

    public string? CreatorRequestId { get; init; }

    public DateTimeOffset CreatedAt { get; init; }

    public required JsonObject Document { get; set; }
}
