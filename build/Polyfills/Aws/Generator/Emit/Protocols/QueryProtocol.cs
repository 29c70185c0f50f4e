using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>The query protocol: a form as request, XML as response.</summary>
internal sealed class QueryProtocol(Service service) : IProtocolEmitter
{
    public string SourceType => "XElement";

    public string Unmarshaller(Operation operation)
    {
        var response = operation.Response;
        return $"new XmlOperation<{response.QualifiedName}>(static (x, h) => Read{response.ClassName}(x), Error, {Naming.Literal(operation.ResultWrapper ?? "")})";
    }

    public void AddRequest(SourceWriter code, Operation operation)
    {
        RequestMethod.Begin(code, service, operation);
        code.Add($$"""
            r.Parameters.Add("Action", {{Naming.Literal(operation.Name)}});
            r.Parameters.Add("Version", {{Naming.Literal(service.ApiVersion)}});
            Write(r.Parameters, "", q);
            """);
        RequestMethod.End(code, operation);
    }

    public void AddWriter(SourceWriter code, Shape shape)
    {
        code.Add($$"""
            private static void Write(IDictionary<string, string> p, string k, {{shape.QualifiedName}} x)
            {
            """);
        foreach (var member in shape.Members)
            MemberGuard.Add(code, member, "x", value => Put($"k + {Naming.Literal(member.WireName)}", value, member));
        code.Add("}");
    }

    public void AddReader(SourceWriter code, Shape shape)
    {
        var members = shape.DeclaredMembers.ToList();
        if (shape.IsException && members.Count == 0) return;
        code.Add($$"""
            private static {{shape.QualifiedName}} Read{{shape.ClassName}}(XElement e{{(shape.IsException ? $", {shape.QualifiedName} x" : "")}})
            {
            """);
        if (!shape.IsException) code.Add($"var x = new {shape.QualifiedName}();");
        if (members.Count > 0) AddElements(code, members);
        code.Add("""
            return x;
            }
            """);
    }

    private static void AddElements(SourceWriter code, List<Member> members)
    {
        code.Add("""
            foreach (var v in e.Elements())
            {
            switch (v.Name.LocalName)
            {
            """);
        foreach (var member in members)
        {
            var property = "x." + member.Property;
            code.Add(member.Shape.Kind == ShapeKind.List && IsFlat(member)
                ? $"case {Naming.Literal(member.Shape.Item.LocationName ?? member.WireName)}: ({property} ??= new {CSharpType.Of(member.Shape)}()).Add({Get("v", member.Shape.Item)}); break;"
                : $"case {Naming.Literal(member.WireName)}: {property} = {Get("v", member)}; break;");
        }

        code.Add("""
            }
            }
            """);
    }

    private static string Put(string key, string value, Member member)
    {
        var shape = member.Shape;
        switch (shape.Kind)
        {
            case ShapeKind.Structure:
                return $"Write(p, {key} + \".\", {value})";
            case ShapeKind.List:
                var item = IsFlat(member) ? "null" : Naming.Literal(shape.Item.LocationName ?? "member");
                return $"AwsQuery.List(p, {key}, {item}, {value}, static (p, k, v) => {Put("k", "v", shape.Item)})";
            case ShapeKind.Map:
                var entry = IsFlat(member) ? key : $"{key} + \".entry\"";
                return $"AwsQuery.Map(p, {entry}, {KeyAndValueNames(shape)}, {value}, static (p, k, v) => {Put("k", "v", shape.Value)})";
            default:
                return $"p.Add({key}, {ScalarText.Write(value, member, "iso8601")})";
        }
    }

    private static string Get(string element, Member member)
    {
        var shape = member.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => $"Read{shape.ClassName}({element})",
            ShapeKind.List => $"AwsXml.List({element}, static v => {Get("v", shape.Item)})",
            ShapeKind.Map => $"AwsXml.Map({element}, {KeyAndValueNames(shape)}, static v => {Get("v", shape.Value)})",
            _ => ScalarText.Read(element + ".Value", member),
        };
    }

    private static bool IsFlat(Member member) => member.IsFlattened || member.Shape.IsFlattened;

    private static string KeyAndValueNames(Shape map) =>
        $"{Naming.Literal(map.Key.LocationName ?? "key")}, {Naming.Literal(map.Value.LocationName ?? "value")}";
}
