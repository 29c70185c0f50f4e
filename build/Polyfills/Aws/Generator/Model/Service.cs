using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Json;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>A service, read from its trimmed model.</summary>
internal sealed class Service(string baseName)
{
    /// <summary>The package's name without "AWSSDK.".</summary>
    public string BaseName { get; } = baseName;

    public string Namespace => "Amazon." + BaseName;

    /// <summary>What client, config and exception names begin with; a few packages are named otherwise than their classes.</summary>
    public string ClassName { get; set; } = "Amazon" + baseName;

    /// <summary>The class that makes paginators; named as the classes are.</summary>
    public string PaginatorFactory => ClassName.Substring("Amazon".Length) + "PaginatorFactory";

    public Protocol Protocol { get; set; }

    public string ApiVersion { get; set; } = "";

    public string ServiceId { get; set; } = "";

    public string SigningName { get; set; } = "";

    public string EndpointPrefix { get; set; } = "";

    /// <summary>What X-Amz-Target begins with.</summary>
    public string TargetPrefix { get; set; } = "";

    public string JsonVersion { get; set; } = "1.1";

    public IReadOnlyList<JsonObject> EndpointRules { get; set; } = [];

    public IReadOnlyList<Operation> Operations { get; set; } = [];

    /// <summary>All shapes by class name.</summary>
    public IReadOnlyList<Shape> Shapes { get; set; } = [];

    public IEnumerable<Shape> Enums => Shapes.Where(shape => shape.IsEnum);

    public IEnumerable<Shape> Exceptions => Shapes.Where(shape => shape.IsException);

    /// <summary>
    /// Structures that are neither request nor response, each class once: LimitExceededFault and LimitExceededException
    /// are one in .NET.
    /// </summary>
    public IEnumerable<Shape> Structures => Shapes
        .Where(shape => shape.IsStructure && !shape.IsRequest && !shape.IsResponse)
        .GroupBy(shape => shape.ClassName, StringComparer.Ordinal)
        .Select(same => same.OrderByDescending(shape => shape.DeclaredMembers.Count()).First());

    public IEnumerable<Operation> PagedOperations => Operations.Where(operation => operation.Pagination is not null);
}
