using System.Buffers.Text;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Authentication;
using Microsoft.AspNetCore.Authentication.Cookies;
using Microsoft.Extensions.Caching.Distributed;

namespace Notejam.Sessions;

/// <summary>
/// Keeps the sessions in the cache that all tasks share: the cookie holds only a key, so a task may die
/// without signing anybody out, and signing out ends the session wherever the cookie was copied to.
/// </summary>
public sealed class DistributedTicketStore(IDistributedCache cache) : ITicketStore
{
    private const int KeyBytes = 32;

    /// <inheritdoc />
    public async Task<string> StoreAsync(AuthenticationTicket ticket)
    {
        var key = $"session:{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(KeyBytes))}";
        await RenewAsync(key, ticket);
        return key;
    }

    /// <inheritdoc />
    public Task RenewAsync(string key, AuthenticationTicket ticket) => cache.SetAsync(
        key,
        TicketSerializer.Default.Serialize(ticket),
        new DistributedCacheEntryOptions { AbsoluteExpiration = ticket.Properties.ExpiresUtc });

    /// <inheritdoc />
    public async Task<AuthenticationTicket?> RetrieveAsync(string key) =>
        await cache.GetAsync(key) is { } bytes ? TicketSerializer.Default.Deserialize(bytes) : null;

    /// <inheritdoc />
    public Task RemoveAsync(string key) => cache.RemoveAsync(key);
}
