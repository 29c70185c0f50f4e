using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>An operation of a service's model.</summary>
public sealed record OperationModel
{
    /// <summary>Its name.</summary>
    public required string Name { get; init; }

    /// <summary>Its method and path.</summary>
    public required RouteTemplate Route { get; init; }

    /// <summary>The shape of its input; null when it has none.</summary>
    public Shape? Input { get; init; }

    /// <summary>The shape of its output; null when it has none, or when the model here leaves outputs out.</summary>
    public Shape? Output { get; init; }

    /// <summary>The element around its output in XML, or null.</summary>
    public string? ResultWrapper { get; init; }

    /// <summary>Its documented errors; null when the model here leaves them out.</summary>
    public IReadOnlyList<Shape>? Errors { get; init; }
}
