using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Notejam.Data;
using Npgsql;

namespace Notejam.Accounts;

/// <summary>Signs people up, checks who they are and changes their passwords.</summary>
public sealed class AccountService(NotejamDbContext database, TimeProvider time)
{
    private static readonly PasswordHasher<User> Hasher = new();

    // Verified when the e-mail is unknown, so that the answer's time does not tell who has an account.
    private static readonly User Nobody = new() { Email = "", PasswordHash = Hasher.HashPassword(null!, Guid.NewGuid().ToString()) };

    /// <summary>Creates the user; false when the e-mail is taken.</summary>
    public async Task<bool> SignUpAsync(string email, string password, CancellationToken cancellationToken)
    {
        var user = new User { Email = Normalize(email), PasswordHash = "", CreatedAt = time.GetUtcNow() };
        user.PasswordHash = Hasher.HashPassword(user, password);
        database.Users.Add(user);
        try
        {
            await database.SaveChangesAsync(cancellationToken);
            return true;
        }
        catch (DbUpdateException exception) when (exception.InnerException is PostgresException { SqlState: PostgresErrorCodes.UniqueViolation })
        {
            return false;
        }
    }

    /// <summary>The user whose e-mail and password these are; null when there is none.</summary>
    public async Task<User?> FindAsync(string email, string password, CancellationToken cancellationToken)
    {
        var normalized = Normalize(email);
        var user = await database.Users.SingleOrDefaultAsync(candidate => candidate.Email == normalized, cancellationToken);
        var verdict = Hasher.VerifyHashedPassword(user ?? Nobody, (user ?? Nobody).PasswordHash, password);
        if (user is null || verdict == PasswordVerificationResult.Failed) return null;
        if (verdict == PasswordVerificationResult.SuccessRehashNeeded)
        {
            user.PasswordHash = Hasher.HashPassword(user, password);
            await database.SaveChangesAsync(cancellationToken);
        }
        return user;
    }

    /// <summary>
    /// Changes the password of somebody who knows the present one, and ends all sessions: the returned user has the new
    /// stamp for the session that goes on. Null when the present password is another.
    /// </summary>
    public async Task<User?> ChangePasswordAsync(long userId, string present, string password, CancellationToken cancellationToken)
    {
        var user = await database.Users.SingleOrDefaultAsync(candidate => candidate.Id == userId, cancellationToken);
        if (user is null || Hasher.VerifyHashedPassword(user, user.PasswordHash, present) == PasswordVerificationResult.Failed) return null;
        await SetPasswordAsync(user, password, cancellationToken);
        return user;
    }

    /// <summary>Sets a password and ends all sessions of the user.</summary>
    public async Task SetPasswordAsync(User user, string password, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(user);
        user.PasswordHash = Hasher.HashPassword(user, password);
        user.SessionStamp = Guid.NewGuid();
        await database.SaveChangesAsync(cancellationToken);
        // A link that lies in a mailbox must not undo this.
        await database.PasswordResets.Where(reset => reset.UserId == user.Id).ExecuteDeleteAsync(cancellationToken);
    }

    /// <summary>Whether the user still exists and has not changed the password since the session with this stamp began.</summary>
    public Task<bool> IsCurrentAsync(long userId, Guid? stamp, CancellationToken cancellationToken) =>
        database.Users.AnyAsync(user => user.Id == userId && user.SessionStamp == stamp, cancellationToken);

    /// <summary>The form in which e-mails are kept and compared.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
