using System.Text.Json;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>What AWS publishes about a service's API: its operations and the shapes of their inputs and outputs.</summary>
public sealed class ServiceModel
{
    private readonly Dictionary<string, Shape> _shapes;

    private ServiceModel(JsonElement json)
    {
        SigningName = json.GetProperty("service").GetString()!;
        Protocol = json.GetProperty("protocol").GetString()!;
        _shapes = json.GetProperty("shapes").EnumerateObject().ToDictionary(shape => shape.Name, shape => Models.Shape.Read(shape.Name, shape.Value));
        Operations = json.GetProperty("operations").EnumerateObject().ToDictionary(operation => operation.Name, operation => Read(operation.Name, operation.Value));
    }

    /// <summary>The service's name in the credential scope.</summary>
    public string SigningName { get; }

    /// <summary><c>json</c>, <c>query</c>, <c>rest-json</c> or <c>rest-xml</c>.</summary>
    public string Protocol { get; }

    /// <summary>Its operations, by name.</summary>
    public IReadOnlyDictionary<string, OperationModel> Operations { get; }

    /// <summary>All its shapes.</summary>
    public IEnumerable<Shape> Shapes => _shapes.Values;

    /// <summary>Reads a model.</summary>
    /// <param name="stream">A file that <c>Data/refresh.py</c> made.</param>
    public static ServiceModel Read(Stream stream)
    {
        using var document = JsonDocument.Parse(stream);
        return new ServiceModel(document.RootElement);
    }

    /// <summary>The shape of a part.</summary>
    public Shape Shape(ShapeMember member)
    {
        ArgumentNullException.ThrowIfNull(member);
        return _shapes[member.ShapeName];
    }

    private OperationModel Read(string name, JsonElement json) => new()
    {
        Name = name,
        Route = new RouteTemplate($"{json.GetProperty("method").GetString()} {json.GetProperty("uri").GetString()!.Split('?', 2)[0]}"),
        Input = json.TryGetProperty("input", out var input) ? _shapes[input.GetString()!] : null,
        Output = json.TryGetProperty("output", out var output) ? _shapes[output.GetString()!] : null,
        ResultWrapper = json.TryGetProperty("resultWrapper", out var wrapper) ? wrapper.GetString() : null,
        Errors = json.TryGetProperty("errors", out var errors) ? [.. errors.EnumerateArray().Select(error => _shapes[error.GetString()!])] : null,
    };
}
