using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>A request's input as one tree, whatever protocol carried it.</summary>
internal static class RequestInput
{
    /// <summary>The tree. Texts of paths, query strings and forms stay texts.</summary>
    public static JsonObject Of(AwsRequest request, ServiceModel model, OperationModel operation)
    {
        var input = operation.Input!;
        if (request.Protocol == AwsProtocol.Query) return QueryTree.Structure(request.Query, model, input);
        var tree = request.Protocol == AwsProtocol.RestXml || input.Payload is not null ? [] : (JsonObject)request.Json.DeepClone();
        if (input.Members.Values.All(member => member.Location is null)) return tree;

        var path = operation.Route.Match(request);
        var query = Operations.RouteTemplate.QueryStringOf(request);
        foreach (var (name, member) in input.Members)
        {
            var wireName = member.LocationName ?? name;
            switch (member.Location)
            {
                case "uri" when path is not null && path.TryGetValue(wireName, out var part):
                    tree[name] = part;
                    break;
                case "querystring" when model.Shape(member).Type == "list" && query.GetValues(wireName) is { } texts:
                    tree[name] = JsonReading.Array(texts);
                    break;
                case "querystring" when query[wireName] is { } text:
                    tree[name] = text;
                    break;
            }
        }

        return tree;
    }

    /// <summary>The name of a member in the tree: in a body of JSON its name on the wire.</summary>
    public static string NameOf(string name, ShapeMember member, ServiceModel model) =>
        model.Protocol is "rest-json" or "json" && member.Location is null ? member.LocationName ?? name : name;
}
