using System.Collections.Generic;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>Structures to and from JSON.</summary>
internal static class JsonBody
{
    /// <summary>Adds a method that writes the given members as a JSON object.</summary>
    public static void AddWriter(SourceWriter code, string method, Shape shape, IEnumerable<Member> members)
    {
        code.Add($$"""
            private static void {{method}}(Utf8JsonWriter w, {{shape.QualifiedName}} x)
            {
            w.WriteStartObject();
            """);
        foreach (var member in members)
        {
            MemberGuard.Add(code, member, "x", value =>
                $"w.WritePropertyName({Naming.Literal(member.WireName)}); {Put(value, member)}");
        }

        code.Add("""
            w.WriteEndObject();
            }
            """);
    }

    /// <summary>Adds ReadX: a new object for a structure; for an exception the given one is filled.</summary>
    public static void AddReader(SourceWriter code, Shape shape, List<Member> members)
    {
        code.Add($$"""
            private static {{shape.QualifiedName}} Read{{shape.ClassName}}(JsonElement e{{(shape.IsException ? $", {shape.QualifiedName} x" : "")}})
            {
            """);
        if (!shape.IsException) code.Add($"var x = new {shape.QualifiedName}();");
        if (members.Count > 0)
        {
            code.Add("""
                if (e.ValueKind == JsonValueKind.Object) foreach (var p in e.EnumerateObject())
                {
                var v = p.Value; if (v.ValueKind == JsonValueKind.Null) continue;
                switch (p.Name)
                {
                """);
            foreach (var member in members)
                code.Add($"case {Naming.Literal(member.WireName)}: x.{member.Property} = {Get("v", member)}; break;");
            code.Add("""
                }
                }
                """);
        }

        code.Add("""
            return x;
            }
            """);
    }

    /// <summary>The expression that reads a member's value from a JSON element.</summary>
    public static string Get(string element, Member member)
    {
        if (member.IsEpochMilliseconds) return $"AwsJson.Millis({element})";
        var shape = member.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => $"Read{shape.ClassName}({element})",
            ShapeKind.List => $"AwsJson.List({element}, static v => {Get("v", shape.Item)})",
            ShapeKind.Map => $"AwsJson.Map({element}, static v => {Get("v", shape.Value)})",
            ShapeKind.Integer => $"{element}.GetInt32()",
            ShapeKind.Long => $"{element}.GetInt64()",
            ShapeKind.Double => $"AwsJson.Double({element})",
            ShapeKind.Float => $"(float)AwsJson.Double({element})",
            ShapeKind.Boolean => $"{element}.GetBoolean()",
            ShapeKind.Timestamp => $"AwsJson.Time({element})",
            ShapeKind.Blob => $"new MemoryStream({element}.GetBytesFromBase64())",
            ShapeKind.Document => $"AwsJson.Document({element})",
            _ => $"{element}.GetString()",
        };
    }

    private static string Put(string value, Member member)
    {
        if (member.IsEpochMilliseconds)
            return $"w.WriteNumberValue(Amazon.Util.AWSSDKUtils.ConvertToUnixEpochMilliseconds({value}))";
        var shape = member.Shape;
        return shape.Kind switch
        {
            ShapeKind.Structure => $"Write(w, {value})",
            ShapeKind.List => $"AwsJson.List(w, {value}, static (w, v) => {Put("v", shape.Item)})",
            ShapeKind.Map => $"AwsJson.Map(w, {value}, static (w, v) => {Put("v", shape.Value)})",
            ShapeKind.Integer or ShapeKind.Long or ShapeKind.Double or ShapeKind.Float => $"w.WriteNumberValue({value})",
            ShapeKind.Boolean => $"w.WriteBooleanValue({value})",
            ShapeKind.Blob => $"StringUtils.WriteBase64StringValue(w, {value})",
            ShapeKind.Document => $"Amazon.Runtime.Documents.Internal.Transform.DocumentMarshaller.Instance.Write(w, {value}.Value)",
            ShapeKind.Timestamp when member.TimestampFormat is null or "unixTimestamp" => $"AwsJson.Epoch(w, {value})",
            ShapeKind.Timestamp => $"w.WriteStringValue({ScalarText.Write(value, member, "iso8601")})",
            _ => $"w.WriteStringValue({value})",
        };
    }
}
