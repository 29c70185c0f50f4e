using Microsoft.Extensions.Diagnostics.HealthChecks;
using Notejam.Configuration;
using Notejam.Sessions;
using StackExchange.Redis;

namespace Notejam.Health;

/// <summary>Healthy when Redis answers.</summary>
public sealed class CacheHealthCheck(RedisConnection redis, CacheOptions options) : IHealthCheck
{
    /// <inheritdoc />
    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        try
        {
            var connection = await redis.GetAsync().WaitAsync(cancellationToken);
            if (!connection.IsConnected) return Unreachable("not connected");
            await connection.GetDatabase().PingAsync().WaitAsync(cancellationToken);
            return HealthCheckResult.Healthy();
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            return Unreachable(exception.Message.ReplaceLineEndings(" "));
        }
    }

    private HealthCheckResult Unreachable(string cause) => HealthCheckResult.Unhealthy(
        $"no Redis answers at {options} ({cause}): check Cache__Host, Cache__Port, Cache__Tls, Cache__Password");
}
