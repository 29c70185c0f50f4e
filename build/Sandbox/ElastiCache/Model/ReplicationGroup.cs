using System.Text.Json.Serialization;

namespace Notejam.Sandbox.ElastiCache.Model;

/// <summary>A replication group as ElastiCache keeps it. One Redis server is behind it, however many members it reports.</summary>
public sealed class ReplicationGroup
{
    public required string Id { get; init; }

    public required string Region { get; init; }

    public required string Arn { get; init; }

    public required string Status { get; set; }

    /// <summary>Why the group is in a state of error.</summary>
    public string? StatusMessage { get; set; }

    public required string Description { get; set; }

    public required string Engine { get; set; }

    public required string EngineVersion { get; set; }

    public required string NodeType { get; set; }

    /// <summary>Members: a primary and its replicas.</summary>
    public required int Members { get; set; }

    public bool AutomaticFailover { get; set; }

    public bool MultiAz { get; set; }

    public required CacheEndpoint Endpoint { get; set; }

    /// <summary>The server's own port while something stands before it at the endpoint; null when it listens there itself.</summary>
    public int? ServerPort { get; set; }

    /// <summary>Where the server itself listens.</summary>
    [JsonIgnore]
    public CacheEndpoint Server => Endpoint with { Port = ServerPort ?? Endpoint.Port };

    public bool TransitEncryption { get; set; }

    public string? TransitEncryptionMode { get; set; }

    public bool AtRestEncryption { get; init; }

    public string? KmsKeyId { get; init; }

    /// <summary>The passwords of which clients must give one.</summary>
    public AuthTokens Tokens { get; set; } = AuthTokens.None;

    /// <summary>The password of the sandbox's own user in the server.</summary>
    public string? AdminPassword { get; init; }

    public DateTimeOffset? AuthTokenModifiedAt { get; set; }

    public string? SubnetGroupName { get; init; }

    public required string ParameterGroupName { get; set; }

    public IReadOnlyList<string> SecurityGroupIds { get; set; } = [];

    /// <summary>Days.</summary>
    public int SnapshotRetention { get; set; }

    public required string SnapshotWindow { get; set; }

    public required string MaintenanceWindow { get; set; }

    public bool AutoMinorVersionUpgrade { get; set; } = true;

    /// <summary>Where logs would go; nothing is written there.</summary>
    public IReadOnlyList<LogDelivery> LogDeliveries { get; set; } = [];

    public required DateTimeOffset CreatedAt { get; init; }

    /// <summary>Ids of the member clusters.</summary>
    public IEnumerable<string> MemberIds() =>
        Enumerable.Range(1, Members).Select(number => string.Create(System.Globalization.CultureInfo.InvariantCulture, $"{Id}-{number:D3}"));
}

/// <summary>Where a cache listens.</summary>
public sealed record CacheEndpoint(string Address, int Port);

/// <summary>Where a log is delivered to.</summary>
/// <param name="LogType"><c>slow-log</c> or <c>engine-log</c>: one delivery each.</param>
/// <param name="DestinationType"><c>cloudwatch-logs</c> or <c>kinesis-firehose</c>.</param>
/// <param name="Destination">Log group or delivery stream.</param>
/// <param name="Format"><c>json</c> or <c>text</c>.</param>
public sealed record LogDelivery(string LogType, string DestinationType, string Destination, string Format);
