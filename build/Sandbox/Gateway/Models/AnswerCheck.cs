using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml;
using System.Xml.Linq;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Holds an answer against the model that AWS publishes of its service: members, types, enumerations, errors and their statuses.</summary>
internal static class AnswerCheck
{
    // What every service answers: the common errors of AWS's API references, and what its readers of requests answer.
    private static readonly HashSet<string> CommonErrors = new(StringComparer.Ordinal)
    {
        "AccessDenied", "AccessDeniedException", "ExpiredToken", "ExpiredTokenException", "IncompleteSignature", "InternalFailure", "InvalidAction",
        "InvalidClientTokenId", "InvalidParameterCombination", "InvalidParameterValue", "InvalidQueryParameter", "MalformedHttpRequestException",
        "MalformedInput", "MalformedQueryString", "MissingAction", "MissingAuthenticationToken", "MissingParameter", "NotAuthorized", "NotImplementedException",
        "OptInRequired", "RequestAbortedException", "RequestEntityTooLargeException", "RequestExpired", "RequestLimitExceeded", "RequestTimeoutException",
        "SerializationException", "ServiceUnavailable", "Throttling", "ThrottlingException", "UnknownOperationException", "UnrecognizedClientException",
        "ValidationError", "ValidationException",
    };

    /// <summary>What the model does not document; nothing when there is no model of the service's answers here.</summary>
    public static IReadOnlyList<string> Differences(AwsRequest request, AwsResponse response)
    {
        if (ServiceModels.Of(request.Service) is not { } model || !model.Operations.TryGetValue(request.Operation, out var operation) || operation.Errors is null) return [];
        try
        {
            var found = new List<string>();
            if (response.Status >= StatusCodes.Status400BadRequest) Error(request, response, operation, found);
            else if (request.Protocol is AwsProtocol.Query or AwsProtocol.RestXml) new XmlAnswer(model, found).Check(response, operation);
            else if (operation.Output is { Payload: null } output && response.Body.Length > 0) Structure(JsonNode.Parse(response.Body), model, output, "", found);
            return found;
        }
        catch (Exception error) when (error is JsonException or XmlException)
        {
            return [$"the answer cannot be read: {error.Message}"];
        }
    }

    private static void Error(AwsRequest request, AwsResponse response, OperationModel operation, List<string> found)
    {
        var code = request.Protocol is AwsProtocol.Query or AwsProtocol.RestXml
            ? XDocument.Parse(System.Text.Encoding.UTF8.GetString(response.Body)).Descendants().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value
            : JsonNode.Parse(response.Body)?["__type"]?.GetValue<string>().Split('#')[^1];
        if (operation.Errors!.FirstOrDefault(error => (error.ErrorCode ?? error.Name) == code || error.Name == code) is { } documented)
        {
            if ((documented.ErrorStatus ?? response.Status) != response.Status) found.Add($"{code} has status {response.Status}; documented is {documented.ErrorStatus}");
        }
        else if (!CommonErrors.Contains(code ?? ""))
        {
            found.Add($"{code} is not an error of the operation");
        }
    }

    private static void Structure(JsonNode? node, ServiceModel model, Shape shape, string path, List<string> found)
    {
        if (node is not JsonObject structure)
        {
            found.Add($"{path} is no structure");
            return;
        }

        var byName = shape.Members.Where(member => member.Value.Location is null)
            .ToDictionary(member => RequestInput.NameOf(member.Key, member.Value, model), member => member.Value);
        foreach (var (name, value) in structure)
            if (!byName.TryGetValue(name, out var member)) found.Add($"{Join(path, name)} is no member");
            else if (value is not null) Value(value, model, model.Shape(member), Join(path, name), found);
        found.AddRange(shape.Required
            .Where(name => shape.Members[name] is { Location: null } member && structure[RequestInput.NameOf(name, member, model)] is null)
            .Select(name => $"{Join(path, name)} is required and absent"));
    }

    private static void Value(JsonNode value, ServiceModel model, Shape shape, string path, List<string> found)
    {
        switch (shape.Type)
        {
            case "structure":
                Structure(value, model, shape, path, found);
                break;
            case "list" when value is JsonArray list:
                foreach (var item in list.OfType<JsonNode>()) Value(item, model, model.Shape(shape.Element!), path + "[]", found);
                break;
            case "map" when value is JsonObject map:
                foreach (var (_, item) in map)
                    if (item is not null) Value(item, model, model.Shape(shape.Element!), path + "{}", found);
                break;
            default:
                var kind = value.GetValueKind();
                if (!IsOf(shape.Type, kind)) found.Add($"{path} is {kind}; documented is {shape.Type}");
                else if (shape.Values.Count > 0 && !shape.Values.Contains(value.GetValue<string>())) found.Add($"{path} is '{value}', which is not among {string.Join(", ", shape.Values)}");
                break;
        }
    }

    private static bool IsOf(string type, JsonValueKind kind) => type switch
    {
        "string" or "blob" => kind == JsonValueKind.String,
        "boolean" => kind is JsonValueKind.True or JsonValueKind.False,
        "integer" or "long" or "float" or "double" => kind == JsonValueKind.Number,
        "timestamp" => kind is JsonValueKind.Number or JsonValueKind.String,
        "list" or "map" => false,
        _ => true,
    };

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
