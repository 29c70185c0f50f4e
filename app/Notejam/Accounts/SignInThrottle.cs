using System.Net;
using System.Security.Cryptography;
using System.Text;
using Notejam.Sessions;
using StackExchange.Redis;

namespace Notejam.Accounts;

/// <summary>
/// Counts failed sign-ins by address and account, for all tasks together. Not by account alone:
/// then anybody could lock others out.
/// </summary>
public sealed class SignInThrottle(RedisConnection redis)
{
    /// <summary>Failures allowed within <see cref="Window"/>.</summary>
    public const int Limit = 10;

    /// <summary>How long a failure counts, from the first one.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromMinutes(5);

    /// <summary>Whether there were too many failures lately.</summary>
    public async Task<bool> IsBlockedAsync(IPAddress? address, string email)
    {
        var failures = await (await DatabaseAsync()).StringGetAsync(Key(address, email));
        return failures.TryParse(out long count) && count >= Limit;
    }

    /// <summary>Counts one failure.</summary>
    public async Task RecordFailureAsync(IPAddress? address, string email)
    {
        var database = await DatabaseAsync();
        var key = Key(address, email);
        await database.StringIncrementAsync(key);
        await database.KeyExpireAsync(key, Window, ExpireWhen.HasNoExpiry);
    }

    /// <summary>Forgets the failures, after a success.</summary>
    public async Task ResetAsync(IPAddress? address, string email) =>
        await (await DatabaseAsync()).KeyDeleteAsync(Key(address, email));

    private async Task<IDatabase> DatabaseAsync() => (await redis.GetAsync()).GetDatabase();

    private static string Key(IPAddress? address, string email)
    {
        var who = SHA256.HashData(Encoding.UTF8.GetBytes($"{address}|{AccountService.Normalize(email)}"));
        return $"notejam:signin:{Convert.ToHexStringLower(who)}";
    }
}
