using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway.Models;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Gateway.Models;

/// <summary>Requests that no client of AWS's would send, and that people's scripts do.</summary>
[Collection(SandboxSuite.Name)]
[Trait("Suite", "wire")]
public sealed class InvalidRequestWireTests(RunningSandbox sandbox)
{
    private static readonly Dictionary<string, string> Targets = new()
    {
        ["application-autoscaling"] = "AnyScaleFrontendService", ["codedeploy"] = "CodeDeploy_20141006", ["ecr"] = "AmazonEC2ContainerRegistry_V20150921",
        ["ecs"] = "AmazonEC2ContainerServiceV20141113", ["events"] = "AWSEvents", ["secretsmanager"] = "secretsmanager",
    };

    public static TheoryData<string, string> Inputs()
    {
        var native = ServiceModels.SigningNames.Where(name => ServiceModels.Of(name)!.Operations.Values.All(operation => operation.Errors is not null));
        var rows = new TheoryData<string, string>();
        foreach (var service in native)
            foreach (var value in new[] { "", "a", "\u0001", "arn:aws:none", "99999" })
                rows.Add(service, value);
        return rows;
    }

    // A 500 is for what AWS itself breaks; clients repeat it for minutes.
    [Theory]
    [MemberData(nameof(Inputs))]
    public async Task Every_answer_is_a_documented_one_and_none_is_the_service_s_own_failure(string service, string text)
    {
        var model = ServiceModels.Of(service)!;
        using var http = sandbox.Http;
        var failures = new List<string>();
        foreach (var operation in model.Operations.Values)
        {
            using var request = Request(model, operation, text);
            using var response = await http.SendAsync(request);
            var body = await response.Content.ReadAsStringAsync();
            if (response.StatusCode >= HttpStatusCode.BadRequest && response.StatusCode != HttpStatusCode.NotImplemented && CodeOf(body) is null) failures.Add($"{operation.Name}: {(int)response.StatusCode} without a code: {body}");
            if (response.StatusCode is >= HttpStatusCode.InternalServerError and not HttpStatusCode.NotImplemented) failures.Add($"{operation.Name}: {body}");
            if (!response.Headers.Contains("x-amzn-RequestId")) failures.Add($"{operation.Name}: no request id");
        }

        // Whatever other tests made this sandbox answer is here as well.
        var differences = JsonNode.Parse(await http.GetStringAsync("_sandbox/answers"))!.AsArray();
        failures.AddRange(differences.Where(difference => (string?)difference!["service"] == service).Select(difference => $"{difference!["operation"]}: {difference["what"]}"));
        Assert.Equal("", string.Join('\n', failures));
    }

    private static HttpRequestMessage Request(ServiceModel model, OperationModel operation, string text)
    {
        var route = operation.Route.Text.Split(' ', 2);
        var part = text.Length == 0 ? "a" : Uri.EscapeDataString(text);
        var path = System.Text.RegularExpressions.Regex.Replace(route[1], @"\{[^}]+\}", part);
        var request = new HttpRequestMessage(new HttpMethod(route[0]), path);
        request.Headers.TryAddWithoutValidation("Authorization", $"AWS4-HMAC-SHA256 Credential=AKIAX/20300101/us-east-1/{model.SigningName}/aws4_request, SignedHeaders=host, Signature=0");
        var input = text.Length == 0 || operation.Input is null ? [] : Structure(model, operation.Input, text, 4);
        switch (model.Protocol)
        {
            case "json":
                request.Headers.Add("X-Amz-Target", $"{Targets[model.SigningName]}.{operation.Name}");
                request.Content = new StringContent(input.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/x-amz-json-1.1"));
                break;
            case "query":
                request.Content = new FormUrlEncodedContent([new("Action", operation.Name), .. Flat(input, "")]);
                break;
            default:
                if (route[0] is not ("GET" or "HEAD")) request.Content = new StringContent(input.ToJsonString(), Encoding.UTF8, new MediaTypeHeaderValue("application/json"));
                break;
        }

        return request;
    }

    private static JsonObject Structure(ServiceModel model, Shape shape, string text, int depth)
    {
        var value = new JsonObject();
        foreach (var (name, member) in shape.Members.Where(member => member.Value.Location is null))
            if (Value(model, model.Shape(member), text, depth) is { } part)
                value[model.Protocol == "query" ? member.LocationName ?? name : RequestInput.NameOf(name, member, model)] = part;
        return value;
    }

    private static JsonNode? Value(ServiceModel model, Shape shape, string text, int depth) => (shape.Type, depth) switch
    {
        (_, 0) => null,
        ("structure", _) => Structure(model, shape, text, depth - 1),
        ("list", _) => Value(model, model.Shape(shape.Element!), text, depth - 1) is { } element ? new JsonArray(element) : null,
        ("map", _) => Value(model, model.Shape(shape.Element!), text, depth - 1) is { } entry ? new JsonObject { [text] = entry } : null,
        ("string", _) => shape.Values is [var first, ..] ? first : text,
        ("blob", _) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text)),
        ("boolean", _) => true,
        ("integer" or "long", _) => (int)(shape.Min ?? 1),
        ("float" or "double", _) => shape.Min ?? 1,
        ("timestamp", _) => 1e9,
        _ => null,
    };

    private static IEnumerable<KeyValuePair<string, string>> Flat(JsonNode? node, string path) => node switch
    {
        JsonObject structure => structure.SelectMany(member => Flat(member.Value, path.Length == 0 ? member.Key : $"{path}.{member.Key}")),
        JsonArray list => list.SelectMany((item, index) => Flat(item, $"{path}.member.{index + 1}")),
        null => [],
        _ => [new(path, node.ToString())],
    };

    private static string? CodeOf(string body)
    {
        if (body.StartsWith('<')) return XDocument.Parse(body).Descendants().FirstOrDefault(element => element.Name.LocalName == "Code")?.Value;
        return body.StartsWith('{') ? (JsonNode.Parse(body)!["__type"] ?? JsonNode.Parse(body)!["Code"])?.ToString() : null;
    }
}
