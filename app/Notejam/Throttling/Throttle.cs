using Notejam.Configuration;
using Notejam.Sessions;
using StackExchange.Redis;

namespace Notejam.Throttling;

/// <summary>Counts in Redis, for all tasks together. Every counter expires, so that they cannot pile up.</summary>
public sealed class Throttle(RedisConnection redis, ApplicationSecret secret)
{
    // In one step: a counter never stays without its expiry, also when the task dies in between.
    private const string CountScript = """
        local count = redis.call('INCR', KEYS[1])
        if count == 1 then redis.call('PEXPIRE', KEYS[1], ARGV[1]) end
        return count
        """;

    private const string GiveBackScript = "if redis.call('EXISTS', KEYS[1]) == 1 then redis.call('DECR', KEYS[1]) end";

    /// <summary>Counts one try; false when it is one too many. Counted before the try, so that many at once find no gap.</summary>
    /// <param name="subject">Who tries, or what is tried: an account, a client.</param>
    public async Task<bool> TryAsync(ThrottleRule rule, string subject)
    {
        ArgumentNullException.ThrowIfNull(rule);
        var count = (long)await (await DatabaseAsync()).ScriptEvaluateAsync(
            CountScript, [Key(rule, subject)], [(long)rule.Window.TotalMilliseconds]);
        return count <= rule.Limit;
    }

    /// <summary>Takes one try back: it was a good one.</summary>
    public async Task GiveBackAsync(ThrottleRule rule, string subject) =>
        await (await DatabaseAsync()).ScriptEvaluateAsync(GiveBackScript, [Key(rule, subject)]);

    /// <summary>Forgets all tries.</summary>
    public async Task ForgetAsync(ThrottleRule rule, string subject) =>
        await (await DatabaseAsync()).KeyDeleteAsync(Key(rule, subject));

    private async Task<IDatabase> DatabaseAsync() => (await redis.GetAsync()).GetDatabase();

    // Hashed: the cache is no list of who has an account.
    private RedisKey Key(ThrottleRule rule, string subject) =>
        $"notejam:throttle:{rule.Name}:{Convert.ToHexStringLower(secret.Hash("throttle", subject))}";
}
