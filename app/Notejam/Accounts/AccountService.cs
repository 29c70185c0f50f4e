using Microsoft.AspNetCore.Identity;
using Microsoft.EntityFrameworkCore;
using Notejam.Data;
using Npgsql;

namespace Notejam.Accounts;

/// <summary>Signs people up and checks who they are.</summary>
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

    /// <summary>The form in which e-mails are kept and compared.</summary>
    public static string Normalize(string email) => email.Trim().ToLowerInvariant();
}
