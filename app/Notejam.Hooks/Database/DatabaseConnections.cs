using System.Security.Cryptography.X509Certificates;
using Notejam.Hooks.Runtime;
using Npgsql;

namespace Notejam.Hooks.Database;

/// <summary>Signs in to the database, over TLS with its certificate and name verified.</summary>
internal sealed class DatabaseConnections(DatabaseAddress address, DatabaseAuthorities authorities)
{
    private const int TimeoutSeconds = 10;

    /// <summary>Signs in.</summary>
    /// <exception cref="HookException">The database cannot be reached, or does not show a certificate that can be trusted.</exception>
    /// <exception cref="PostgresException">The database refuses.</exception>
    public async Task<NpgsqlConnection> OpenAsync(DatabaseCredentials credentials, CancellationToken cancellationToken)
    {
        var roots = await authorities.GetAsync(cancellationToken);
        var connection = new NpgsqlConnection(new NpgsqlConnectionStringBuilder
        {
            Host = address.Host,
            Port = address.Port,
            Database = address.Name,
            Username = credentials.Username,
            Password = credentials.Password,
            SslMode = SslMode.VerifyFull,
            Timeout = TimeoutSeconds,
            CommandTimeout = 60,
            Pooling = false,
            GssEncryptionMode = GssEncryptionMode.Disable,
            ApplicationName = "notejam-hooks",
        }.ConnectionString);
        if (roots is not null) connection.SslClientAuthenticationOptionsCallback = options => options.CertificateChainPolicy = Only(roots);
        try
        {
            await connection.OpenAsync(cancellationToken);
            return connection;
        }
        catch (Exception exception) when (exception is NpgsqlException and not PostgresException)
        {
            await connection.DisposeAsync();
            throw new HookException($"No database can be trusted or reached at {address.Host}:{address.Port}: {exception.GetBaseException().Message}", exception);
        }
        catch
        {
            await connection.DisposeAsync();
            throw;
        }
    }

    /// <summary>Whether the database lets somebody in.</summary>
    /// <exception cref="HookException">The database cannot be reached.</exception>
    public async Task<bool> AcceptsAsync(DatabaseCredentials credentials, CancellationToken cancellationToken)
    {
        try
        {
            await using var connection = await OpenAsync(credentials, cancellationToken);
            return true;
        }
        catch (PostgresException exception) when (exception.SqlState is PostgresErrorCodes.InvalidPassword or PostgresErrorCodes.InvalidAuthorizationSpecification)
        {
            return false;
        }
    }

    private static X509ChainPolicy Only(X509Certificate2Collection roots)
    {
        // The revocation list lies on the public internet.
        var policy = new X509ChainPolicy { TrustMode = X509ChainTrustMode.CustomRootTrust, RevocationMode = X509RevocationMode.NoCheck };
        policy.CustomTrustStore.AddRange(roots);
        return policy;
    }
}
