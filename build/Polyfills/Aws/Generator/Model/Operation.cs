using System.Collections.Generic;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>An operation of a service. One without input or output has a request or response without members.</summary>
internal sealed class Operation(string name, Shape request, Shape response)
{
    public string Name { get; } = name;

    public Shape Request { get; } = request;

    public Shape Response { get; } = response;

    public string HttpMethod { get; set; } = "POST";

    /// <summary>Path and perhaps query, with {placeholders}.</summary>
    public string RequestUri { get; set; } = "/";

    /// <summary>The element around the result in XML; null when there is none.</summary>
    public string? ResultWrapper { get; set; }

    /// <summary>What goes before the endpoint's host; null when nothing does.</summary>
    public string? HostPrefix { get; set; }

    /// <summary>Has an overload without a request.</summary>
    public bool HasNoArgumentOverload { get; set; }

    /// <summary>How to page; null when the operation does not.</summary>
    public Pagination? Pagination { get; set; }

    /// <summary>Why not to call it any more; null when it is in use.</summary>
    public string? Obsolete { get; set; }

    public IReadOnlyList<Shape> Errors { get; set; } = [];
}
