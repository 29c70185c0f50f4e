using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>A snapshot: a real copy of an instance's data, and what RDS tells about it.</summary>
public sealed class DbSnapshot
{
    public required string Identifier { get; init; }

    public required string Arn { get; init; }

    /// <summary>Folder of the copy, under the state directory.</summary>
    public required string Folder { get; init; }

    /// <summary><c>creating</c>, <c>available</c> or <c>failed</c>.</summary>
    public required string Status { get; set; }

    /// <summary>Why it is failed.</summary>
    public string? StatusMessage { get; set; }

    /// <summary><c>manual</c>, or <c>awsbackup</c>: a recovery point of AWS Backup, which alone may delete it.</summary>
    public required string Type { get; init; }

    /// <summary>When this snapshot or copy was done.</summary>
    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>When the first snapshot of a chain of copies was done; copying does not change it.</summary>
    public DateTimeOffset? OriginalCreatedAt { get; set; }

    /// <summary>The moment whose data it has: the last transaction in it is no younger.</summary>
    public DateTimeOffset? DatabaseTime { get; set; }

    /// <summary>The key it is encrypted with, where that is not the instance's: a copy has the key of its region.</summary>
    public string? KmsKeyId { get; init; }

    /// <summary>The snapshot it is a copy of, or null.</summary>
    public string? SourceArn { get; init; }

    /// <summary>Bytes of its data, once it is available.</summary>
    public long? SizeInBytes { get; set; }

    /// <summary>The instance as it was.</summary>
    public required DbInstance Source { get; init; }

    /// <summary>The key in force, or null when it is not encrypted.</summary>
    [JsonIgnore]
    public string? EffectiveKey => KmsKeyId ?? Source.KmsKeyId;
}
