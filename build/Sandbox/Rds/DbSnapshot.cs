namespace Notejam.Sandbox.Rds;

/// <summary>A snapshot: a real copy of an instance's data, and what RDS tells about it.</summary>
public sealed class DbSnapshot
{
    public required string Identifier { get; init; }

    public required string Arn { get; init; }

    /// <summary>Folder of the copy, under the state directory.</summary>
    public required string Folder { get; init; }

    /// <summary><c>creating</c>, <c>available</c> or <c>failed</c>.</summary>
    public required string Status { get; set; }

    public required string Type { get; init; }

    public required DateTimeOffset CreatedAt { get; set; }

    /// <summary>The instance as it was.</summary>
    public required DbInstance Source { get; init; }
}
