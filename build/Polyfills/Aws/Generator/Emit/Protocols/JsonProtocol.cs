using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>The json and rest-json protocols.</summary>
internal sealed class JsonProtocol(IJsonRequests requests) : IProtocolEmitter
{
    public string SourceType => "JsonElement";

    public string Unmarshaller(Operation operation)
    {
        var response = operation.Response;
        var read = IsOutsideBody(response) ? $"Read{response.ClassName}Http(x, h)" : $"Read{response.ClassName}(x)";
        return $"new JsonOperation<{response.QualifiedName}>(static (x, h) => {read}, Error)";
    }

    public void AddRequest(SourceWriter code, Operation operation) => requests.Add(code, operation);

    public void AddWriter(SourceWriter code, Shape shape)
    {
        if (!shape.IsRequest || !requests.WritesOwnBody) JsonBody.AddWriter(code, "Write", shape, shape.Members);
    }

    public void AddReader(SourceWriter code, Shape shape)
    {
        var members = shape.DeclaredMembers
            .Where(member => shape.IsException || (member.Location is null && member != shape.Payload))
            .ToList();
        if (shape.IsException && members.Count == 0) return;
        JsonBody.AddReader(code, shape, members);
        if (shape.IsResponse && IsOutsideBody(shape)) AddHttpReader(code, shape);
    }

    private static bool IsOutsideBody(Shape response) =>
        response.Payload is not null || response.Members.Any(member => member.Location is not null);

    private static void AddHttpReader(SourceWriter code, Shape shape)
    {
        code.Add($$"""
            private static {{shape.QualifiedName}} Read{{shape.ClassName}}Http(JsonElement e, IWebResponseData h)
            {
            var x = Read{{shape.ClassName}}(e);
            """);
        foreach (var member in shape.Members.Where(member => member.Location == "header"))
        {
            var header = Naming.Literal(member.WireName);
            code.Add($"if (h.IsHeaderPresent({header})) x.{member.Property} = {ScalarText.Read($"h.GetHeaderValue({header})", member)};");
        }

        foreach (var member in shape.Members.Where(member => member.Location == "statusCode"))
            code.Add($"x.{member.Property} = (int)h.StatusCode;");
        if (shape.Payload is not null)
            code.Add($"x.{shape.Payload.Property} = {JsonBody.Get("e", shape.Payload)};");
        code.Add("""
            return x;
            }
            """);
    }
}
