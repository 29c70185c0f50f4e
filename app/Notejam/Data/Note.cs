namespace Notejam.Data;

/// <summary>A note of one user.</summary>
public sealed class Note
{
    public const int NameLength = 255;

    public const int TextLength = 100_000;

    public long Id { get; set; }

    public long UserId { get; set; }

    public required string Name { get; set; }

    public required string Text { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public DateTimeOffset UpdatedAt { get; set; }
}
