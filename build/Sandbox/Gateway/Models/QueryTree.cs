using System.Globalization;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>The flat parameters of the query protocol as a tree: lists are lists, scalars are still texts.</summary>
internal static class QueryTree
{
    /// <summary>The parameters of a structure.</summary>
    public static JsonObject Structure(QueryParameters parameters, ServiceModel model, Shape shape)
    {
        var tree = new JsonObject();
        foreach (var (name, member) in shape.Members)
        {
            var value = Value(parameters, member.LocationName ?? name, model, member);
            if (value is not null) tree[name] = value;
        }

        return tree;
    }

    private static JsonNode? Value(QueryParameters parameters, string name, ServiceModel model, ShapeMember member)
    {
        if (!parameters.Has(name)) return null;
        var shape = model.Shape(member);
        return shape.Type switch
        {
            "structure" => Structure(parameters.Under(name), model, shape),
            "list" => List(parameters.Under(name), model, shape, shape.IsFlattened || member.IsFlattened),
            "map" => Map(parameters.Under(name), model, shape, shape.IsFlattened || member.IsFlattened),
            _ => parameters.All.TryGetValue(name, out var text) ? JsonValue.Create(text) : new JsonObject(),
        };
    }

    private static JsonNode List(QueryParameters parameters, ServiceModel model, Shape shape, bool isFlattened)
    {
        var element = shape.Element!;
        var names = isFlattened ? [""] : new[] { element.LocationName ?? "member", "member" };
        foreach (var name in names)
        {
            var elements = name.Length == 0 ? parameters : parameters.Under(name);
            if (elements.All.Count == 0) continue;
            if (Indexes(elements) is not { } indexes) return JsonValue.Create("no list");
            return new JsonArray([.. indexes.Select(index => Value(elements, index, model, element))]);
        }

        return new JsonArray();
    }

    private static JsonNode Map(QueryParameters parameters, ServiceModel model, Shape shape, bool isFlattened)
    {
        var entries = isFlattened ? parameters : parameters.Under("entry");
        if (Indexes(entries) is not { } indexes) return JsonValue.Create("no map");
        var tree = new JsonObject();
        foreach (var entry in indexes.Select(entries.Under))
            if (entry[shape.Key!.LocationName ?? "key"] is { } key)
                tree[key] = Value(entry, shape.Element!.LocationName ?? "value", model, shape.Element);
        return tree;
    }

    // Null when something other than a number stands where elements are counted.
    private static List<string>? Indexes(QueryParameters parameters)
    {
        var indexes = parameters.All.Keys.Select(key => key.Split('.')[0]).Distinct().ToList();
        return indexes.All(index => int.TryParse(index, NumberStyles.None, CultureInfo.InvariantCulture, out _))
            ? [.. indexes.OrderBy(index => int.Parse(index, CultureInfo.InvariantCulture))]
            : null;
    }
}
