using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Notejam.Configuration;
using Notejam.Data;

namespace Notejam.Accounts;

/// <summary>Links to a new password: each works once, for an hour, and only the newest of a user.</summary>
public sealed class PasswordResets(NotejamDbContext database, AccountService accounts, ApplicationSecret secret, TimeProvider time)
{
    /// <summary>How long a link works.</summary>
    public static readonly TimeSpan Lifetime = TimeSpan.FromHours(1);

    private const int TokenBytes = 32;

    /// <summary>Makes a token for the user with this e-mail; null when there is none.</summary>
    public async Task<string?> IssueAsync(string email, CancellationToken cancellationToken)
    {
        var normalized = AccountService.Normalize(email);
        var userId = await database.Users.Where(user => user.Email == normalized).Select(user => (long?)user.Id).SingleOrDefaultAsync(cancellationToken);
        if (userId is null) return null;
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var (hash, expiry) = (Hash(token), time.GetUtcNow() + Lifetime);
        await database.Database.ExecuteSqlAsync(
            $"""
            INSERT INTO password_resets (user_id, token_hash, expires_at) VALUES ({userId}, {hash}, {expiry})
            ON CONFLICT (user_id) DO UPDATE SET token_hash = excluded.token_hash, expires_at = excluded.expires_at
            """,
            cancellationToken);
        return token;
    }

    /// <summary>Whether the token would work now.</summary>
    public Task<bool> IsValidAsync(string token, CancellationToken cancellationToken) => Valid(token).AnyAsync(cancellationToken);

    /// <summary>Uses the token up and sets the password; false when the token does not work.</summary>
    public async Task<bool> UseAsync(string token, string password, CancellationToken cancellationToken)
    {
        await using var transaction = await database.Database.BeginTransactionAsync(cancellationToken);
        var user = await database.Users.SingleOrDefaultAsync(
            candidate => Valid(token).Any(reset => reset.UserId == candidate.Id), cancellationToken);
        // Deleting decides which of two requests with one token was first.
        if (user is null || await Valid(token).ExecuteDeleteAsync(cancellationToken) == 0) return false;
        await accounts.SetPasswordAsync(user, password, cancellationToken);
        await transaction.CommitAsync(cancellationToken);
        return true;
    }

    private IQueryable<PasswordReset> Valid(string token)
    {
        var (hash, now) = (Hash(token), time.GetUtcNow());
        return database.PasswordResets.Where(reset => reset.TokenHash == hash && reset.ExpiresAt > now);
    }

    private byte[] Hash(string token) => secret.Hash("password-reset", token);
}
