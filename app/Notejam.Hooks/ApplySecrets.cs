using System.Text.Json.Nodes;
using Amazon.SecretsManager;
using Notejam.Hooks.Cache;
using Notejam.Hooks.Configuration;
using Notejam.Hooks.Database;
using Notejam.Hooks.Rotation;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks;

/// <summary>
/// Brings database and cache into line with the secrets as they stand: once they are made or restored, and where secrets
/// are replicas that another region rotates. Changes nothing when they are in line.
/// </summary>
internal sealed class ApplySecrets(IAmazonSecretsManager secrets, DatabaseUsers database, CacheTokens cache, FunctionSettings settings, FunctionLog log) : IHandler
{
    /// <inheritdoc />
    public async Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var users = new SecretStore(secrets, settings.Required("DATABASE_SECRET"));
        var current = DatabaseCredentials.Parse(await users.ReadAsync(SecretStore.Current, null, cancellationToken));
        var previous = await users.FindAsync(SecretStore.Previous, null, cancellationToken) is { } value ? DatabaseCredentials.Parse(value) : null;
        // Written twice without a rotation between: the same user twice, of which only the current password counts.
        await database.EnsureAsync(current, previous?.Username == current.Username ? null : previous, cancellationToken);
        log.Info($"the database knows {current.Username}");

        await cache.EnsureAsync(await new SecretStore(secrets, settings.Required("CACHE_SECRET")).ReadAsync(SecretStore.Current, null, cancellationToken), cancellationToken);
        log.Info("the cache knows the token");
        return new JsonObject { ["database"] = current.Username, ["cache"] = "in line" };
    }
}
