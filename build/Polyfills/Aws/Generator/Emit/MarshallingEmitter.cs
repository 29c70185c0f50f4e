using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Emit.Protocols;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit;

/// <summary>What turns requests into HTTP and HTTP into responses and exceptions.</summary>
internal static class MarshallingEmitter
{
    public static string Emit(Service service)
    {
        IProtocolEmitter protocol = service.Protocol switch
        {
            Protocol.Query => new QueryProtocol(service),
            Protocol.RestJson => new JsonProtocol(new RestJsonRequests(service)),
            _ => new JsonProtocol(new JsonRequests(service)),
        };
        var code = SourceWriter.File(service.Namespace);
        code.Add($$"""
            internal static class {{service.BaseName}}Marshalling
            {
            """);
        foreach (var operation in service.Operations)
        {
            code.Add($$"""
                internal static readonly IMarshaller<IRequest, AmazonWebServiceRequest> {{operation.Name}}Request = new AwsMarshaller(static r => Marshall(({{operation.Request.QualifiedName}})r));
                internal static readonly ResponseUnmarshaller {{operation.Name}}Response = {{protocol.Unmarshaller(operation)}};
                """);
        }

        foreach (var operation in service.Operations) protocol.AddRequest(code, operation);
        foreach (var shape in Structures(service.Operations.Select(operation => operation.Request)))
            protocol.AddWriter(code, shape);
        foreach (var shape in Structures(service.Operations.Select(operation => operation.Response).Concat(service.Exceptions)))
            protocol.AddReader(code, shape);
        AddErrors(code, service, protocol);
        code.Add("}");
        return code.ToString();
    }

    private static void AddErrors(SourceWriter code, Service service, IProtocolEmitter protocol)
    {
        const string details = "(e.Message, e.InnerException, e.Type, e.Code, e.RequestId, e.StatusCode)";
        code.Add($$"""
            private static AmazonServiceException Error(ErrorResponse e, {{protocol.SourceType}} x)
            {
            switch (e.Code)
            {
            """);
        var codes = new HashSet<string>(StringComparer.Ordinal);
        // One code may be that of two shapes (CloudWatch's ResourceNotFound): the richer one answers.
        foreach (var shape in service.Exceptions.OrderByDescending(shape => shape.DeclaredMembers.Count()))
        {
            var own = new[] { shape.Name, shape.ErrorCode }.Where(codes.Add).ToList();
            if (own.Count == 0) continue;
            foreach (var name in own) code.Add($"case {Naming.Literal(name)}:");
            var exception = $"new {shape.QualifiedName}{details}";
            code.Add(shape.DeclaredMembers.Any() ? $"return Read{shape.ClassName}(x, {exception});" : $"return {exception};");
        }

        code.Add($$"""
            default:
            return new {{service.ClassName}}Exception{{details}};
            }
            }
            """);
    }

    /// <summary>The structures that can be reached, by class name.</summary>
    private static IEnumerable<Shape> Structures(IEnumerable<Shape> roots)
    {
        var seen = new HashSet<Shape>();
        var pending = new Stack<Shape>(roots);
        while (pending.Count > 0)
        {
            var shape = pending.Pop();
            if (!seen.Add(shape)) continue;
            foreach (var reference in shape.References) pending.Push(reference);
        }

        return seen.Where(shape => shape.IsStructure).OrderBy(shape => shape.ClassName, StringComparer.Ordinal);
    }
}
