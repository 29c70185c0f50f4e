using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Backup.Model;

/// <summary>A plan: what is backed up when, and where it is copied to.</summary>
public sealed class BackupPlan
{
    public required string Id { get; init; }

    public required string Arn { get; init; }

    public string? CreatorRequestId { get; init; }

    /// <summary>All versions, the present one last.</summary>
    public List<PlanVersion> Versions { get; init; } = [];

    /// <summary>Selections by id.</summary>
    public SortedDictionary<string, BackupSelection> Selections { get; init; } = new(StringComparer.Ordinal);

    public SortedDictionary<string, string> Tags { get; init; } = new(StringComparer.Ordinal);

    public DateTimeOffset? DeletedAt { get; set; }

    /// <summary>The version in force.</summary>
    [JsonIgnore]
    public PlanVersion Current => Versions[^1];
}

/// <summary>A version of a plan.</summary>
/// <param name="Given">The plan as it was given: two plans of the same content are one.</param>
/// <param name="Document">The plan with AWS's defaults and the ids of its rules.</param>
public sealed record PlanVersion(string Id, DateTimeOffset CreatedAt, JsonObject Given, JsonObject Document)
{
    /// <summary>The plan's name.</summary>
    [JsonIgnore]
    public string Name => Document["BackupPlanName"]!.GetValue<string>();
}

/// <summary>Which resources a plan is for.</summary>
/// <param name="Document">The selection as given.</param>
public sealed record BackupSelection(string Id, DateTimeOffset CreatedAt, string? CreatorRequestId, JsonObject Document)
{
    /// <summary>The selection's name.</summary>
    [JsonIgnore]
    public string Name => Document["SelectionName"]!.GetValue<string>();
}
