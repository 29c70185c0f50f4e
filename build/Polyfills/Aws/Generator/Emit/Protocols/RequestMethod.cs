using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>What Marshall methods of all protocols begin and end with.</summary>
internal static class RequestMethod
{
    public static void Begin(SourceWriter code, Service service, Operation operation) => code.Add($$"""
        private static IRequest Marshall({{operation.Request.QualifiedName}} q)
        {
        var r = new DefaultRequest(q, {{Naming.Literal(service.Namespace)}}) { HttpMethod = {{Naming.Literal(operation.HttpMethod)}} };
        """);

    public static void End(SourceWriter code, Operation operation)
    {
        if (operation.HostPrefix is not null) code.Add($"r.HostPrefix = {Naming.Literal(operation.HostPrefix)};");
        code.Add("""
            return r;
            }
            """);
    }
}
