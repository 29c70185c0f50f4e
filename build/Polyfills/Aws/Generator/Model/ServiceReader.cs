using System;
using System.Collections.Generic;
using System.Linq;
using Notejam.Polyfills.Aws.Generator.Json;

namespace Notejam.Polyfills.Aws.Generator.Model;

/// <summary>Reads a trimmed service model.</summary>
internal static class ServiceReader
{
    /// <summary>Reads the text of a *.awsmodel.json.</summary>
    /// <exception cref="FormatException">It is no service model.</exception>
    /// <exception cref="NotSupportedException">The service speaks a protocol or uses a type unknown here.</exception>
    public static Service Read(string json)
    {
        var model = JsonReader.Parse(json) as JsonObject ?? throw new FormatException("the model is no JSON object");
        var metadata = model.RequiredObject("metadata");
        var service = new Service(model.RequiredText("baseName"))
        {
            ApiVersion = metadata.RequiredText("apiVersion"),
            ServiceId = metadata.RequiredText("serviceId"),
            EndpointPrefix = metadata.RequiredText("endpointPrefix"),
            SigningName = metadata.Text("signingName") ?? metadata.RequiredText("endpointPrefix"),
            TargetPrefix = metadata.Text("targetPrefix") ?? "",
            JsonVersion = metadata.Text("jsonVersion") ?? "1.1",
            EndpointRules = [.. model.RequiredObject("endpointRules").Array("rules")!.Cast<JsonObject>()],
        };
        var customizations = model.Object("customizations") ?? new JsonObject();
        if (customizations.Text("className") is { } className) service.ClassName = "Amazon" + className;
        service.Protocol = ReadProtocol(service, metadata, customizations);
        var shapes = ShapeReader.ReadAll(model.RequiredObject("shapes"), customizations, service.Namespace);
        service.Operations = ReadOperations(service, model, customizations, shapes);
        service.Shapes = [.. shapes.Values.OrderBy(shape => shape.ClassName, StringComparer.Ordinal)];
        return service;
    }

    private static Protocol ReadProtocol(Service service, JsonObject metadata, JsonObject customizations)
    {
        IEnumerable<string> offered = customizations.Text("protocol") is { } chosen ? [chosen]
            : metadata.Has("protocols") ? metadata.Texts("protocols")
            : [metadata.RequiredText("protocol")];
        foreach (var name in offered)
        {
            switch (name)
            {
                case "json": return Protocol.Json;
                case "rest-json": return Protocol.RestJson;
                case "query": return Protocol.Query;
            }
        }

        throw new NotSupportedException($"{service.BaseName} offers only the protocols {string.Join(", ", offered)}");
    }

    private static List<Operation> ReadOperations(
        Service service, JsonObject model, JsonObject customizations, Dictionary<string, Shape> shapes)
    {
        var withoutArgument = new HashSet<string>(customizations.Texts("noArgOverloads"), StringComparer.Ordinal);
        var operations = new List<Operation>();
        foreach (var entry in model.Objects("operations"))
        {
            var name = entry.Key;
            var http = entry.Value.Object("http");
            var output = entry.Value.Object("output");
            operations.Add(new Operation(
                name,
                Referenced(entry.Value.Object("input"), name + "Request").AsRequest(name + "Request"),
                Referenced(output, name + "Response").AsResponse(name + "Response"))
            {
                HttpMethod = http?.Text("method") ?? "POST",
                RequestUri = http?.Text("requestUri") ?? "/",
                ResultWrapper = output?.Text("resultWrapper"),
                HostPrefix = entry.Value.Object("endpoint")?.Text("hostPrefix"),
                HasNoArgumentOverload = withoutArgument.Contains(name),
                Obsolete = ShapeReader.Obsolete(entry.Value),
                Pagination = ReadPagination(model.Object("pagination")?.Object(name)),
                Errors = [.. (entry.Value.Array("errors") ?? []).Cast<JsonObject>().Select(error => Referenced(error, ""))],
            });
        }

        return operations;

        Shape Referenced(JsonObject? reference, string nameIfAbsent) => reference is null
            ? new Shape(nameIfAbsent, service.Namespace)
            : shapes[reference.RequiredText("shape")];
    }

    private static Pagination? ReadPagination(JsonObject? page) => page is null || !page.Has("output_token")
        ? null
        : new Pagination(OneOrMore(page, "input_token"), OneOrMore(page, "output_token"), OneOrMore(page, "result_key"));

    private static List<string> OneOrMore(JsonObject page, string name) =>
        page.Text(name) is { } single ? [single] : [.. page.Texts(name)];
}
