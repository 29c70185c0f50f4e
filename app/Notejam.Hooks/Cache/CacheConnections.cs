using Notejam.Hooks.Runtime;
using StackExchange.Redis;

namespace Notejam.Hooks.Cache;

/// <summary>Signs in to the cache, over TLS with its certificate and name verified.</summary>
internal sealed class CacheConnections(CacheAddress address)
{
    private const int TimeoutMilliseconds = 10_000;

    /// <summary>Whether the cache accepts a token.</summary>
    /// <exception cref="HookException">The cache cannot be reached or trusted.</exception>
    public async Task<bool> AcceptsAsync(string token, CancellationToken cancellationToken)
    {
        var options = new ConfigurationOptions
        {
            EndPoints = { { address.Host, address.Port } },
            Ssl = true,
            SslHost = address.Host,
            // The revocation list lies on the public internet.
            CheckCertificateRevocation = false,
            Password = token,
            ClientName = "notejam-hooks",
            AbortOnConnectFail = true,
            ConnectRetry = 1,
            ConnectTimeout = TimeoutMilliseconds,
            AsyncTimeout = TimeoutMilliseconds,
        };
        try
        {
            await using var connection = await ConnectionMultiplexer.ConnectAsync(options).WaitAsync(cancellationToken);
            // While tokens are optional a cache refuses a wrong one and serves all the same, and the client goes on: only the
            // answer to the very question tells.
            await connection.GetDatabase().ExecuteAsync("AUTH", token).WaitAsync(cancellationToken);
            return true;
        }
        catch (RedisServerException exception) when (Says(exception, "WRONGPASS") || Says(exception, "without any password configured"))
        {
            return false;
        }
        catch (RedisConnectionException exception) when (exception.FailureType == ConnectionFailureType.AuthenticationFailure || Says(exception, "WRONGPASS") || Says(exception, "NOAUTH"))
        {
            return false;
        }
        catch (Exception exception) when (exception is RedisException or TimeoutException)
        {
            throw new HookException($"No cache can be trusted or reached at {address.Host}:{address.Port}: {exception.Message.ReplaceLineEndings(" ")}", exception);
        }
    }

    private static bool Says(Exception exception, string error) => exception.ToString().Contains(error, StringComparison.Ordinal);
}
