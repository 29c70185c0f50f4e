using Notejam.Configuration;
using StackExchange.Redis;

namespace Notejam.Sessions;

/// <summary>
/// Ends all sessions. A session holds a user's number: when the database's content is replaced, that may be somebody else's.
/// </summary>
public static class SessionSweep
{
    // One round trip each.
    private const int PageSize = 500;

    /// <summary>Removes them, and all else that Notejam keeps in Redis, from every primary node.</summary>
    /// <returns>How many keys there were.</returns>
    /// <exception cref="RedisException">Redis does not answer, or not to this password.</exception>
    public static async Task<long> EndAllAsync(CacheOptions options, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(options);
        var settings = options.ToRedis();
        // Now or not at all: nobody waits for a Redis that comes later.
        settings.AbortOnConnectFail = true;
        await using var connection = await ConnectionMultiplexer.ConnectAsync(settings);
        var (database, removed) = (connection.GetDatabase(), 0L);
        foreach (var server in connection.GetServers().Where(server => server.IsConnected && !server.IsReplica))
        {
            var page = new List<RedisKey>(PageSize);
            await foreach (var key in server.KeysAsync(database.Database, SessionServices.KeyPrefix + "*", PageSize).WithCancellation(cancellationToken))
            {
                page.Add(key);
                if (page.Count < PageSize) continue;
                removed += await database.KeyDeleteAsync([.. page]);
                page.Clear();
            }

            if (page.Count > 0) removed += await database.KeyDeleteAsync([.. page]);
        }

        return removed;
    }
}
