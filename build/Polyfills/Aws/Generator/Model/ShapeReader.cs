using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Json;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>Reads the shapes of a service model. They refer to each other, so all are made first and filled then.</summary>
internal sealed class ShapeReader
{
    private readonly JsonObject _source;
    private readonly Dictionary<string, Shape> _shapes = new(StringComparer.Ordinal);
    private readonly HashSet<string> _epochMilliseconds;
    private readonly JsonObject _renamed;

    private ShapeReader(JsonObject source, JsonObject customizations)
    {
        _source = source;
        _epochMilliseconds = new HashSet<string>(customizations.Texts("epochMillis"), StringComparer.Ordinal);
        _renamed = customizations.Object("renamedShapes") ?? new JsonObject();
    }

    /// <summary>All shapes by their name in the model.</summary>
    public static Dictionary<string, Shape> ReadAll(JsonObject source, JsonObject customizations, string serviceNamespace)
    {
        var reader = new ShapeReader(source, customizations);
        foreach (var entry in source.Members)
            reader._shapes.Add(entry.Key, new Shape(entry.Key, serviceNamespace));
        foreach (var shape in reader._shapes.Values)
            reader.Fill(shape, source.RequiredObject(shape.Name));
        return reader._shapes;
    }

    /// <summary>Why not to use a member, a shape or an operation any more; null when it is in use.</summary>
    public static string? Obsolete(JsonObject source) =>
        source.Flag("deprecated") ? source.Text("deprecatedMessage") ?? "Deprecated" : null;

    private void Fill(Shape shape, JsonObject source)
    {
        shape.Kind = Kind(shape, source);
        shape.IsFlattened = source.Flag("flattened");
        shape.IsException = source.Flag("exception") || source.Has("error");
        shape.ErrorCode = source.Object("error")?.Text("code") ?? shape.Name;
        shape.Obsolete = Obsolete(source);
        if (shape.IsException) shape.ClassName = Naming.Exception(shape.Name);
        if (_renamed.Text(shape.Name) is { } renamed) shape.ClassName = renamed;
        if (source.Has("enum")) shape.EnumValues = [.. source.Texts("enum")];

        var required = new HashSet<string>(source.Texts("required"), StringComparer.Ordinal);
        shape.Members = [.. source.Objects("members")
            .Where(member => !source.Flag("eventstream") || !IsException(member.Value))
            .Select(member => ReadMember(shape, member.Key, member.Value, required.Contains(member.Key)))
            .OrderBy(member => member.Property, StringComparer.Ordinal)];
        if (source.Text("payload") is { } payload)
            shape.Payload = shape.Members.First(member => member.Name == payload);

        if (source.Object("member") is { } item) shape.Item = ReadMember(shape, "member", item, required: false);
        if (source.Object("key") is { } key) shape.Key = ReadMember(shape, "key", key, required: false);
        if (source.Object("value") is { } value) shape.Value = ReadMember(shape, "value", value, required: false);
    }

    private Member ReadMember(Shape owner, string name, JsonObject source, bool required)
    {
        var target = source.RequiredText("shape");
        return new Member(name, _shapes[target])
        {
            // As botocore reads it: the shape's own name counts where the member has none.
            LocationName = source.Text("locationName") ?? _source.RequiredObject(target).Text("locationName"),
            Location = source.Text("location"),
            TimestampFormat = source.Text("timestampFormat") ?? _source.RequiredObject(target).Text("timestampFormat"),
            IsFlattened = source.Flag("flattened"),
            IsRequired = required,
            IsIdempotencyToken = source.Flag("idempotencyToken"),
            IsEpochMilliseconds = _epochMilliseconds.Contains($"{owner.Name}.{name}"),
            Obsolete = Obsolete(source),
        };
    }

    /// <summary>Whether a member of a stream of events is one that ends it: thrown, not read.</summary>
    private bool IsException(JsonObject member) => _source.RequiredObject(member.RequiredText("shape")).Flag("exception");

    private static ShapeKind Kind(Shape shape, JsonObject source)
    {
        if (source.Flag("document")) return ShapeKind.Document;
        return source.RequiredText("type") switch
        {
            "string" or "character" => ShapeKind.String,
            "integer" => ShapeKind.Integer,
            "long" => ShapeKind.Long,
            "float" => ShapeKind.Float,
            "double" => ShapeKind.Double,
            "boolean" => ShapeKind.Boolean,
            "timestamp" => ShapeKind.Timestamp,
            "blob" => ShapeKind.Blob,
            "list" => ShapeKind.List,
            "map" => ShapeKind.Map,
            "structure" => ShapeKind.Structure,
            var other => throw new NotSupportedException($"shape {shape.Name} is of the unknown type {other}"),
        };
    }
}
