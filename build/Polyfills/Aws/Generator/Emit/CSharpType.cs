using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>The C# type of a shape or member, as the official packages have it.</summary>
internal static class CSharpType
{
    /// <summary>A property's type: value types are nullable.</summary>
    public static string OfProperty(Member member)
    {
        if (member.IsEpochMilliseconds) return "DateTime?";
        var isNullable = member.IsValue || member.Shape.Kind == ShapeKind.Document;
        return isNullable ? Of(member.Shape) + "?" : Of(member.Shape);
    }

    /// <summary>A type inside a collection: value types are not nullable, enums are plain strings.</summary>
    public static string OfElement(Shape shape) => shape.Kind == ShapeKind.String ? "string" : Of(shape);

    public static string Of(Shape shape) => shape.Kind switch
    {
        ShapeKind.String => shape.IsEnum ? shape.QualifiedName : "string",
        ShapeKind.Integer => "int",
        ShapeKind.Long => "long",
        ShapeKind.Float => "float",
        ShapeKind.Double => "double",
        ShapeKind.Boolean => "bool",
        ShapeKind.Timestamp => "DateTime",
        ShapeKind.Blob => "MemoryStream",
        ShapeKind.List => $"List<{OfElement(shape.Item.Shape)}>",
        ShapeKind.Map => $"Dictionary<{OfElement(shape.Key.Shape)}, {OfElement(shape.Value.Shape)}>",
        ShapeKind.Document => "Amazon.Runtime.Documents.Document",
        _ => shape.QualifiedName,
    };
}
