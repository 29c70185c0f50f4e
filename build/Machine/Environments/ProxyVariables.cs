namespace Notejam.Machine.Environments;

/// <summary>The variables by which a user names proxies, and whom they must not be asked for.</summary>
public static class ProxyVariables
{
    // Never through a proxy: this machine. Go and curl know networks, Python and .NET only names and addresses.
    private static readonly string[] Local = ["localhost", "127.0.0.1", "::1", "127.0.0.0/8"];

    private static readonly string[] Except = ["no_proxy", "NO_PROXY"];

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
    internal static Uri? Address(IReadOnlyDictionary<string, string> environment, params string[] names)
    {
        foreach (var name in names.SelectMany(name => new[] { name, name.ToUpperInvariant() }))
        {
            // A web server puts a request's header "Proxy" into HTTP_PROXY of its CGI programs (httpoxy).
            if (name == "HTTP_PROXY" && environment.ContainsKey("GATEWAY_INTERFACE")) continue;
            if (environment.GetValueOrDefault(name) is { Length: > 0 } value && Uri.TryCreate(value.Contains("://", StringComparison.Ordinal) ? value : $"http://{value}", UriKind.Absolute, out var address)) return address;
        }

        return null;
    }
}
