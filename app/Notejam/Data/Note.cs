namespace Notejam.Data;

/// <summary>A note of one user.</summary>
public sealed class Note
{
    public const int NameLength = 100;

    /// <summary>
    /// What the column takes: earlier versions wrote names up to this, and may still serve beside this one. A release
    /// that no longer meets them can narrow the column.
    /// </summary>
    public const int NameColumnLength = 255;

    public const int TextLength = 100_000;

    public long Id { get; set; }

    public long UserId { get; set; }

    /// <summary>The pad it is in; null: in none. Versions without pads write none.</summary>
    public long? PadId { get; set; }

    public required string Name { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
