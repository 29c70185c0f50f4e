using System.Collections.Frozen;
using System.Reflection;
using System.Text.Json;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Reference;

/// <summary>
/// AWS's Service Authorization Reference, for the services that this repository uses: actions, resource types, condition
/// keys. A service is read when it is first asked for. <c>Data/refresh.mjs</c> makes the files.
/// </summary>
public sealed class ServiceAuthorizationReference
{
    private static readonly Lazy<ServiceAuthorizationReference> Lazy = new(() => new ServiceAuthorizationReference());
    private readonly FrozenDictionary<string, Lazy<ServiceReference>> _services;

    private ServiceAuthorizationReference()
    {
        using var source = Open("_source");
        using var global = Open("_global");
        Source = $"{source.RootElement.GetProperty("package").GetString()} {source.RootElement.GetProperty("version").GetString()}";
        Services = ReferenceReader.Texts(source.RootElement, "services");
        GlobalConditionKeys = ReferenceReader.ReadConditionKeys(global.RootElement);
        _services = Services.ToFrozenDictionary(service => service, service => new Lazy<ServiceReference>(() => Read(service)), StringComparer.OrdinalIgnoreCase);
    }

    /// <summary>The one that is compiled in.</summary>
    public static ServiceAuthorizationReference Shared => Lazy.Value;

    /// <summary>The package and version that it was taken from.</summary>
    public string Source { get; }

    /// <summary>The prefixes of the services that it has.</summary>
    public IReadOnlyList<string> Services { get; }

    /// <summary>Keys that requests to any service can have.</summary>
    public ConditionKeys GlobalConditionKeys { get; }

    /// <summary>A service by its prefix; null when it is not among ours.</summary>
    public ServiceReference? FindService(string prefix) => _services.GetValueOrDefault(prefix)?.Value;

    /// <summary>An action as policies write it, <c>ecs:RunTask</c>, in any case; null when there is none.</summary>
    public ActionReference? FindAction(string action) =>
        action.IndexOf(':', StringComparison.Ordinal) is var colon and > 0 ? FindService(action[..colon])?.FindAction(action[(colon + 1)..]) : null;

    /// <summary>The type of a condition key of a service or of all; null when there is no such key.</summary>
    public ConditionKeyType? FindConditionKey(string service, string key) => FindService(service)?.ConditionKeys.Find(key) ?? GlobalConditionKeys.Find(key);

    /// <summary>The values that a request has for a key, of one value or of several as the key's type says; of an unknown key as many as there are.</summary>
    public ContextValue ValueOf(string service, string key, params IReadOnlyList<string> values) => new(values, FindConditionKey(service, key)?.IsMultivalued ?? values.Count != 1);

    private static ServiceReference Read(string service)
    {
        using var document = Open(service);
        return ReferenceReader.ReadService(document.RootElement);
    }

    private static JsonDocument Open(string file)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Notejam.AccessControl.Reference.{file}.json")!;
        return JsonDocument.Parse(stream);
    }
}
