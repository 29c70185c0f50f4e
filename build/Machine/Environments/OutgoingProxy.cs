using System.Net;

namespace Notejam.Machine.Environments;

/// <summary>
/// Decides, for every HTTP client of this process, which requests go through a proxy: those to others, when the user names
/// one; never those to this machine. <c>NO_PROXY</c> is read as Go and curl read it, networks and subdomains included, so
/// that this process and what it starts agree.
/// </summary>
public sealed class OutgoingProxy : IWebProxy
{
    private readonly Uri? _http;
    private readonly Uri? _https;
    private readonly IWebProxy? _system;
    private readonly List<string> _exceptions;

    /// <summary>Reads the user's variables.</summary>
    /// <param name="environment">The environment.</param>
    /// <param name="system">What the system is configured for, where no variable names a proxy; null for nothing.</param>
    public OutgoingProxy(IReadOnlyDictionary<string, string> environment, IWebProxy? system)
    {
        _http = ProxyVariables.Address(environment, "http_proxy", "all_proxy");
        _https = ProxyVariables.Address(environment, "https_proxy", "all_proxy");
        _system = _http is null && _https is null ? system : null;
        _exceptions = [.. ProxyVariables.Exceptions(environment)];
    }

    /// <summary>No proxy for anything.</summary>
    public static IWebProxy None { get; } = new WebProxy();

    /// <inheritdoc />
    public ICredentials? Credentials { get; set; }

    /// <summary>Makes the decision that of this process, and tells what it starts of this machine's own addresses.</summary>
    /// <param name="isClosed">Whether the process may reach this machine only: with a sandbox.</param>
    /// <param name="own">Addresses and networks of this machine's, besides loopback.</param>
    public static void Install(bool isClosed, IEnumerable<string> own)
    {
        Variables.Apply(ProxyVariables.WithLocal(Variables.OfThisProcess(), own));
        HttpClient.DefaultProxy = isClosed ? None : new OutgoingProxy(Variables.OfThisProcess(), HttpClient.DefaultProxy);
    }

    /// <summary>The proxy that this process asks for an address, as it may be shown: without a password. Null when it goes there itself.</summary>
    public static string? Find(Uri address) => HttpClient.DefaultProxy is var proxy && !proxy.IsBypassed(address) && proxy.GetProxy(address) is { } through && through != address
        ? through.GetLeftPart(UriPartial.Scheme) + through.Authority
        : null;

    /// <inheritdoc />
    public Uri? GetProxy(Uri destination)
    {
        ArgumentNullException.ThrowIfNull(destination);
        if (IsExempt(destination)) return null;
        if (_system is not null) return _system.IsBypassed(destination) ? null : _system.GetProxy(destination);
        var proxy = destination.Scheme is "https" or "wss" ? _https : _http;
        if (proxy is { UserInfo.Length: > 0 }) Credentials ??= Named(proxy.UserInfo);
        return proxy;
    }

    /// <inheritdoc />
    public bool IsBypassed(Uri host) => GetProxy(host) is null;

    private static NetworkCredential Named(string user)
    {
        var parts = user.Split(':', 2);
        return new NetworkCredential(Uri.UnescapeDataString(parts[0]), parts.Length > 1 ? Uri.UnescapeDataString(parts[1]) : "");
    }

    private bool IsExempt(Uri destination)
    {
        var host = destination.IdnHost.TrimEnd('.');
        // The last is how a client of a Unix socket calls it, the Docker engine's above all.
        if (destination.IsLoopback || host.EndsWith(".localhost", StringComparison.OrdinalIgnoreCase) || host.EndsWith(".sock", StringComparison.Ordinal)) return true;
        var address = IPAddress.TryParse(host.Trim('[', ']'), out var parsed) ? parsed : null;
        if (address is not null && IPAddress.IsLoopback(address.IsIPv4MappedToIPv6 ? address.MapToIPv4() : address)) return true;
        return _exceptions.Exists(exception => Covers(exception, host, destination.Port, address));
    }

    private static bool Covers(string exception, string host, int port, IPAddress? address)
    {
        if (exception == "*") return true;
        if (address is not null && IPNetwork.TryParse(exception, out var network)) return network.Contains(address);
        if (address is not null && IPAddress.TryParse(exception.Trim('[', ']'), out var single)) return single.Equals(address);
        var name = exception;
        if (exception.LastIndexOf(':') is var colon and > 0 && int.TryParse(exception[(colon + 1)..], System.Globalization.CultureInfo.InvariantCulture, out var only) && exception.Count(character => character == ':') == 1)
        {
            if (only != port) return false;
            name = exception[..colon];
        }

        name = name.TrimStart('*').Trim('.');
        return name.Length > 0 && (host.Equals(name, StringComparison.OrdinalIgnoreCase) || host.EndsWith('.' + name, StringComparison.OrdinalIgnoreCase));
    }
}
