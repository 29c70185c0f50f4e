using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Model;

namespace Notejam.Polyfills.Aws.Generator.Emit.Protocols;

/// <summary>The rest-json protocol: members go to path, query string, headers or body.</summary>
internal sealed class RestJsonRequests(Service service) : IJsonRequests
{
    public bool WritesOwnBody => true;

    public void Add(SourceWriter code, Operation operation)
    {
        var body = In(operation, null);
        RequestMethod.Begin(code, service, operation);
        code.Add($"r.Headers[\"x-amz-api-version\"] = {Naming.Literal(service.ApiVersion)};");
        AddPath(code, operation);
        AddQuery(code, operation);
        foreach (var member in In(operation, "header"))
        {
            MemberGuard.Add(code, member, "q", value =>
                $"r.Headers[{Naming.Literal(member.WireName)}] = {ScalarText.Write(value, member, "rfc822")}");
        }

        if (body.Count > 0)
        {
            code.Add("""
                r.Headers["Content-Type"] = "application/json";
                r.Content = AwsJson.Body(w => WriteBody(w, q));
                """);
        }

        RequestMethod.End(code, operation);
        if (body.Count > 0) JsonBody.AddWriter(code, "WriteBody", operation.Request, body);
    }

    private void AddPath(SourceWriter code, Operation operation)
    {
        var path = operation.RequestUri.Split('?')[0];
        foreach (var member in In(operation, "uri"))
        {
            // {name+} keeps slashes.
            var greedy = path.IndexOf($"{{{member.WireName}+}}", StringComparison.Ordinal) >= 0;
            var placeholder = greedy ? $"{{{member.WireName}+}}" : $"{{{member.WireName}}}";
            var encoder = greedy ? "FromStringWithSlashEncoding" : "FromString";
            code.Add($$"""
                if (string.IsNullOrEmpty(q.{{member.Property}})) throw new {{service.ClassName}}Exception("Request object does not have required field {{member.Property}} set");
                r.AddPathResource({{Naming.Literal(placeholder)}}, StringUtils.{{encoder}}(q.{{member.Property}}));
                """);
        }

        code.Add($"r.ResourcePath = {Naming.Literal(path)};");
    }

    private static void AddQuery(SourceWriter code, Operation operation)
    {
        foreach (var fixedPart in operation.RequestUri.Split('?').Skip(1).SelectMany(query => query.Split('&')))
            code.Add($"r.AddSubResource({string.Join(", ", fixedPart.Split('=').Select(Naming.Literal))});");

        var members = In(operation, "querystring");
        foreach (var member in members)
        {
            var name = Naming.Literal(member.WireName);
            if (member.Shape.Kind == ShapeKind.List)
            {
                var texts = $"q.{member.Property}.ConvertAll(static v => {ScalarText.Write("v", member.Shape.Item, "iso8601")})";
                code.Add($"if ({MemberGuard.IsSet("q." + member.Property, member.Shape)}) r.ParameterCollection.Add({name}, {texts});");
            }
            else
            {
                MemberGuard.Add(code, member, "q", value => $"r.Parameters.Add({name}, {ScalarText.Write(value, member, "iso8601")})");
            }
        }

        if (members.Count > 0) code.Add("r.UseQueryString = true;");
    }

    private static List<Member> In(Operation operation, string? location) =>
        [.. operation.Request.Members.Where(member => member.Location == location)];
}
