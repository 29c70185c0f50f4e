using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>The json protocol: one path, the operation in X-Amz-Target, all else in the body.</summary>
internal sealed class JsonRequests(Service service) : IJsonRequests
{
    public bool WritesOwnBody => false;

    public void Add(SourceWriter code, Operation operation)
    {
        RequestMethod.Begin(code, service, operation);
        code.Add($$"""
            r.Headers["x-amz-api-version"] = {{Naming.Literal(service.ApiVersion)}};
            r.Headers["X-Amz-Target"] = {{Naming.Literal($"{service.TargetPrefix}.{operation.Name}")}};
            r.Headers["Content-Type"] = {{Naming.Literal("application/x-amz-json-" + service.JsonVersion)}};
            r.ResourcePath = "/";
            r.Content = AwsJson.Body(w => Write(w, q));
            """);
        RequestMethod.End(code, operation);
    }
}
