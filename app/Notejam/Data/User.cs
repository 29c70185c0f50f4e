namespace Notejam.Data;

/// <summary>A person who signed up.</summary>
public sealed class User
{
    public const int EmailLength = 75;

    /// <summary>What the column takes: see <see cref="Note.NameColumnLength"/>.</summary>
    public const int EmailColumnLength = 254;

    public long Id { get; set; }

    /// <summary>Trimmed and in lower case: people type theirs in every way.</summary>
    public required string Email { get; set; }

    public required string PasswordHash { get; set; }

    /// <summary>Sessions made under another stamp have ended. Null until the first change of the password.</summary>
    public Guid? SessionStamp { get; set; }

    public DateTimeOffset CreatedAt { get; set; }
}
