using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Hooks.Runtime;

namespace Notejam.Hooks.Configuration;

/// <summary>The function's environment variables, which Terraform sets.</summary>
/// <param name="read">Gives a variable; null or empty when it is not set.</param>
internal sealed class FunctionSettings(Func<string, string?> read)
{
    /// <summary>A variable that must be there.</summary>
    /// <exception cref="HookException">It is not.</exception>
    public string Required(string name) => Optional(name) ?? throw new HookException($"The environment variable {name} is missing: infra/modules/functions sets it.");

    /// <summary>A variable that may be absent.</summary>
    public string? Optional(string name) => read(name) is { Length: > 0 } value ? value : null;

    /// <summary>A TCP port.</summary>
    /// <exception cref="HookException">It is missing or none.</exception>
    public int Port(string name) => int.TryParse(Required(name), NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65535
        ? port
        : throw new HookException($"The environment variable {name} is '{Required(name)}', not a port from 1 to 65535.");

    /// <summary>An absolute http or https address.</summary>
    /// <exception cref="HookException">It is missing or none.</exception>
    public Uri Address(string name) => Uri.TryCreate(Required(name), UriKind.Absolute, out var address) && address.Scheme is "http" or "https"
        ? address
        : throw new HookException($"The environment variable {name} is '{Required(name)}', not an address like http://host:9080.");

    /// <summary>A JSON object of texts.</summary>
    /// <exception cref="HookException">It is missing or none.</exception>
    public IReadOnlyDictionary<string, string> Texts(string name)
    {
        try
        {
            return ((JsonObject)JsonNode.Parse(Required(name))!).ToDictionary(pair => pair.Key, pair => (string)pair.Value!);
        }
        catch (Exception exception) when (exception is JsonException or InvalidCastException or InvalidOperationException or NullReferenceException)
        {
            throw new HookException($"The environment variable {name} is no JSON object of texts.", exception);
        }
    }
}
