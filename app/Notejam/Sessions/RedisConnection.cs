using Notejam.Configuration;
using StackExchange.Redis;

namespace Notejam.Sessions;

/// <summary>The one connection to Redis, made at first use and shared by all who need it.</summary>
public sealed class RedisConnection(CacheOptions options) : IAsyncDisposable
{
    private readonly Lazy<Task<IConnectionMultiplexer>> connection = new(() => ConnectAsync(options));

    /// <summary>The connection; when Redis is away it keeps trying, and commands fail meanwhile.</summary>
    public Task<IConnectionMultiplexer> GetAsync() => connection.Value;

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        if (connection.IsValueCreated) await (await connection.Value).DisposeAsync();
    }

    private static async Task<IConnectionMultiplexer> ConnectAsync(CacheOptions options) =>
        await ConnectionMultiplexer.ConnectAsync(options.ToRedis());
}
