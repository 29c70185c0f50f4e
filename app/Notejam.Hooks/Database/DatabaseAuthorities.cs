using System.Security.Cryptography.X509Certificates;
using Notejam.Hooks.Configuration;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Database;

/// <summary>
/// The authorities that sign the database's certificate. Amazon's for RDS are in no system's store: Amazon publishes them,
/// and they are fetched once a process, over HTTPS that the system's store vouches for. Where SSL_CERT_FILE names the whole
/// trust of the process, that holds, and nothing is fetched.
/// </summary>
internal sealed class DatabaseAuthorities(FunctionSettings settings, HttpClient http)
{
    private X509Certificate2Collection? _fetched;

    /// <summary>The authorities; null for the system's.</summary>
    /// <exception cref="HookException">They cannot be had.</exception>
    public async Task<X509Certificate2Collection?> GetAsync(CancellationToken cancellationToken)
    {
        if (settings.Optional("SSL_CERT_FILE") is not null || settings.Optional("DATABASE_AUTHORITIES_URL") is null) return null;
        return _fetched ??= await FetchAsync(settings.Address("DATABASE_AUTHORITIES_URL"), cancellationToken);
    }

    private async Task<X509Certificate2Collection> FetchAsync(Uri address, CancellationToken cancellationToken)
    {
        try
        {
            if (address.Scheme != "https") throw new HookException($"DATABASE_AUTHORITIES_URL is {address}: over plain HTTP anybody could name the authorities.");
            var authorities = new X509Certificate2Collection();
            authorities.ImportFromPem(await http.GetStringAsync(address, cancellationToken));
            return authorities.Count > 0 ? authorities : throw new HookException($"{address} holds no certificate.");
        }
        catch (HttpRequestException exception)
        {
            throw new HookException($"The database's authorities cannot be had from {address}: {exception.Message}. The function's subnets need a way there.", exception);
        }
    }
}
