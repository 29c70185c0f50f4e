using System;
using System.Collections.Generic;
using System.Linq;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>A type of the service model.</summary>
internal sealed class Shape(string name, string serviceNamespace)
{
    private Member? _item;
    private Member? _key;
    private Member? _value;

    /// <summary>The name in the model, which may differ from the class's.</summary>
    public string Name { get; } = name;

    public string ClassName { get; set; } = Naming.Pascal(name);

    public ShapeKind Kind { get; set; } = ShapeKind.Structure;

    /// <summary>A structure's members, by property name as the official classes list them.</summary>
    public IReadOnlyList<Member> Members { get; set; } = [];

    /// <summary>The member that is the whole HTTP body, if one is.</summary>
    public Member? Payload { get; set; }

    /// <summary>An enum's values; null for a plain string.</summary>
    public IReadOnlyList<string>? EnumValues { get; set; }

    /// <summary>A list or map whose items stand in its parent without an element of their own.</summary>
    public bool IsFlattened { get; set; }

    public bool IsException { get; set; }

    /// <summary>Why not to use it any more; null when it is in use.</summary>
    public string? Obsolete { get; set; }

    /// <summary>The code on the wire, which may differ from the shape's name.</summary>
    public string ErrorCode { get; set; } = name;

    public bool IsRequest { get; private set; }

    public bool IsResponse { get; private set; }

    public Member Item { get => _item ?? throw Lacks("member"); set => _item = value; }

    public Member Key { get => _key ?? throw Lacks("key"); set => _key = value; }

    public Member Value { get => _value ?? throw Lacks("value"); set => _value = value; }

    public bool IsStructure => Kind == ShapeKind.Structure;

    public bool IsCollection => Kind is ShapeKind.List or ShapeKind.Map;

    public bool IsEnum => Kind == ShapeKind.String && EnumValues is not null;

    /// <summary>A value type in C#.</summary>
    public bool IsValue => Kind is ShapeKind.Integer or ShapeKind.Long or ShapeKind.Float or ShapeKind.Double
        or ShapeKind.Boolean or ShapeKind.Timestamp;

    /// <summary>Always qualified in generated code: shapes are called Task, Action, Attribute, KeyValuePair.</summary>
    public string QualifiedName => IsEnum ? $"{serviceNamespace}.{ClassName}" : $"{serviceNamespace}.Model.{ClassName}";

    /// <summary>Members that the class itself declares: an exception's message is the base class's.</summary>
    public IEnumerable<Member> DeclaredMembers =>
        IsException ? Members.Where(member => member.Property != "Message") : Members;

    /// <summary>The shapes that this one refers to.</summary>
    public IEnumerable<Shape> References =>
        Members.Concat(new[] { _item, _key, _value }.OfType<Member>()).Select(member => member.Shape);

    /// <summary>This shape as an operation's request; a shape that two operations share becomes a class for each.</summary>
    public Shape AsRequest(string className)
    {
        var shape = Own(className);
        shape.IsRequest = true;
        return shape;
    }

    /// <summary>This shape as an operation's response; a shape that two operations share becomes a class for each.</summary>
    public Shape AsResponse(string className)
    {
        var shape = Own(className);
        shape.IsResponse = true;
        return shape;
    }

    private Shape Own(string className)
    {
        var shape = IsRequest || IsResponse ? (Shape)MemberwiseClone() : this;
        shape.IsRequest = shape.IsResponse = false;
        shape.ClassName = className;
        return shape;
    }

    private FormatException Lacks(string part) => new($"shape {Name} has no \"{part}\"");
}
