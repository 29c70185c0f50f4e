namespace Notejam.Machine.Environments;

/// <summary>The variables by which a user names proxies, and whom they must not be asked for.</summary>
public static class ProxyVariables
{
    // Never through a proxy: this machine. Go and curl know networks, Python and .NET only names and addresses.
    private static readonly string[] Local = ["localhost", "127.0.0.1", "::1", "127.0.0.0/8"];

    private static readonly string[] Except = ["no_proxy", "NO_PROXY"];

    // What .NET's HTTP clients know.
    private static readonly string[] Kinds = ["http", "https", "socks4", "socks4a", "socks5"];

    // Each is read in lower case first.
    private static readonly string[] Proxies = ["http_proxy", "https_proxy", "all_proxy"];

    /// <summary>All names of proxies, in both spellings.</summary>
    public static IReadOnlyList<string> Names { get; } = [.. Proxies, .. Proxies.Select(name => name.ToUpperInvariant())];

    /// <summary>Names this machine and its own networks as not to be proxied, where a proxy is set; otherwise nothing changes.</summary>
    /// <param name="environment">Any environment.</param>
    /// <param name="own">Addresses and networks on this machine, a sandbox's for example.</param>
    /// <returns>The environment for programs that know proxies by variables.</returns>
    public static IReadOnlyDictionary<string, string> WithLocal(IReadOnlyDictionary<string, string> environment, IEnumerable<string> own)
    {
        ArgumentNullException.ThrowIfNull(environment);
        if (!Names.Any(name => environment.GetValueOrDefault(name) is { Length: > 0 })) return environment;
        var list = string.Join(',', Exceptions(environment).Concat(Local).Concat(own).Distinct(StringComparer.OrdinalIgnoreCase));
        return new Dictionary<string, string>(environment, Variables.Comparer) { ["no_proxy"] = list, ["NO_PROXY"] = list };
    }

    /// <summary>An environment that names no proxy.</summary>
    public static IReadOnlyDictionary<string, string> Without(IReadOnlyDictionary<string, string> environment)
    {
        ArgumentNullException.ThrowIfNull(environment);
        return environment.Where(variable => !Names.Contains(variable.Key)).ToDictionary(Variables.Comparer);
    }

    /// <summary>Whom the user wants to be reached without a proxy, as he wrote it.</summary>
    internal static IEnumerable<string> Exceptions(IReadOnlyDictionary<string, string> environment) =>
        Except.SelectMany(name => environment.GetValueOrDefault(name)?.Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries) ?? []);

    /// <summary>A proxy's address: the first of some variables that is set, in lower case or upper case.</summary>
    /// <exception cref="MachineException">It names no proxy that can be used. Without it requests would go where the user did not want them to go.</exception>
    internal static Uri? Address(IReadOnlyDictionary<string, string> environment, params string[] names)
    {
        foreach (var name in names.SelectMany(name => new[] { name, name.ToUpperInvariant() }))
        {
            // A web server puts a request's header "Proxy" into HTTP_PROXY of its CGI programs (httpoxy).
            if (name == "HTTP_PROXY" && environment.ContainsKey("GATEWAY_INTERFACE")) continue;
            if (environment.GetValueOrDefault(name) is { Length: > 0 } value) return Parse(name, value);
        }

        return null;
    }

    // A message never shows the value, in which a password may stand.
    private static Uri Parse(string variable, string value)
    {
        var (kind, rest) = value.Split("://", 2) is [var first, var second] ? (first.ToLowerInvariant(), second) : ("http", value);
        // curl's word for one that looks names up itself, as it does for .NET anyway.
        if (kind == "socks5h") kind = "socks5";
        if (!Kinds.Contains(kind)) throw Refuse($"'{kind}' is no kind of proxy, which is one of {string.Join(", ", Kinds)}");
        return Uri.TryCreate($"{kind}://{rest}", UriKind.Absolute, out var address) && address.Host.Length > 0 ? address : throw Refuse("what it holds is no address");

        MachineException Refuse(string why) => new($"{variable} names no proxy that can be used: {why}. Write for example http://proxy.example:3128, with %40 for an @ in a password, or unset it.");
    }
}
