namespace Notejam.Data;

/// <summary>A person who signed up.</summary>
public sealed class User
{
    public const int EmailLength = 254;

    public long Id { get; set; }

    /// <summary>Trimmed and in lower case: people type theirs in every way.</summary>
    public required string Email { get; set; }

    public required string PasswordHash { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
