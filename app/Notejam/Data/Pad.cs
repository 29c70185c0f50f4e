namespace Notejam.Data;

/// <summary>A pad: a heap of notes of one user.</summary>
public sealed class Pad
{
    public const int NameLength = 100;

    public long Id { get; set; }

    public long UserId { get; set; }

    public required string Name { get; set; }
}
