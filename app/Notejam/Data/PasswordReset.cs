namespace Notejam.Data;

/// <summary>A link to a new password, one a user: the next one takes its place, so that the table cannot grow.</summary>
public sealed class PasswordReset
{
    public long UserId { get; set; }

    /// <summary>The hash of what the link carries: who reads the database cannot use it.</summary>
    public required byte[] TokenHash { get; set; }

    public DateTimeOffset ExpiresAt { get; set; }
}
