using StackExchange.Redis;

namespace Notejam.Configuration;

/// <summary>Where Redis is and how to enter.</summary>
public sealed record CacheOptions(string Host, int Port, bool Tls, string? Password)
{
    private const int TimeoutMilliseconds = 3000;

    /// <summary>Reads Cache__*.</summary>
    public static CacheOptions Read(SettingsReader settings) => new(
        settings.Required("Cache:Host"),
        settings.Port("Cache:Port", 6379),
        settings.Flag("Cache:Tls", fallback: false),
        settings.Optional("Cache:Password"));

    /// <summary>The client's configuration: it connects in the background for as long as it takes.</summary>
    public ConfigurationOptions ToRedis() => new()
    {
        EndPoints = { { Host, Port } },
        Ssl = Tls,
        SslHost = Tls ? Host : null,
        // The certificate is verified against the system's trust store. Its revocation list lies on the
        // public internet, which a task in private subnets does not reach.
        CheckCertificateRevocation = false,
        Password = Password,
        ClientName = "notejam",
        AbortOnConnectFail = false,
        ConnectTimeout = TimeoutMilliseconds,
        AsyncTimeout = TimeoutMilliseconds,
        ReconnectRetryPolicy = new LinearRetry(1000),
    };

    /// <summary>Without the password.</summary>
    public override string ToString() => $"{Host}:{Port}{(Tls ? " (TLS)" : "")}";
}
