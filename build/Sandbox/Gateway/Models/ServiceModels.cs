using System.Collections.Concurrent;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>The models of the services that the gateway checks, from botocore (Apache-2.0; see <c>Data/_source.json</c>).</summary>
public static class ServiceModels
{
    private const string Prefix = "Notejam.Sandbox.Gateway.Models.";
    private static readonly ConcurrentDictionary<string, Lazy<ServiceModel?>> Loaded = new(StringComparer.Ordinal);

    /// <summary>The signing names of the services that have a model here.</summary>
    public static IReadOnlyList<string> SigningNames { get; } =
        [.. typeof(ServiceModels).Assembly.GetManifestResourceNames()
            .Where(name => name.StartsWith(Prefix, StringComparison.Ordinal) && name[Prefix.Length] != '_')
            .Select(name => name[Prefix.Length..^".json".Length]).Order(StringComparer.Ordinal)];

    /// <summary>The model of a service; null when there is none here.</summary>
    /// <param name="signingName">Its name in the credential scope.</param>
    public static ServiceModel? Of(string signingName) => Loaded.GetOrAdd(signingName, name => new Lazy<ServiceModel?>(() => Load(name))).Value;

    private static ServiceModel? Load(string signingName)
    {
        using var stream = SigningNames.Contains(signingName) ? typeof(ServiceModels).Assembly.GetManifestResourceStream($"{Prefix}{signingName}.json") : null;
        return stream is null ? null : ServiceModel.Read(stream);
    }
}
