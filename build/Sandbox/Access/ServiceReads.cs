using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Access;

/// <summary>Reads policies and tags of resources from the services that keep them, once after each change of a service.</summary>
/// <param name="services">Found late: services ask for permissions, and permissions ask services.</param>
internal sealed class ServiceReads(Lazy<AwsServices> services, ServiceChanges changes, TimeProvider time)
{
    private readonly ConcurrentDictionary<(string Service, string Key), (long Version, Task<object?> Value)> _kept = new();

    /// <summary>What was read since the service last changed, or what <paramref name="load"/> reads now.</summary>
    public async Task<T?> KeptAsync<T>(string service, string key, Func<Task<T?>> load, CancellationToken cancellationToken) where T : class
    {
        var version = changes.Of(service);
        var kept = _kept.AddOrUpdate((service, key), _ => (version, LoadAsync(load)), (_, old) => old.Version == version && !old.Value.IsFaulted ? old : (version, LoadAsync(load)));
        return (T?)await kept.Value.WaitAsync(cancellationToken);
    }

    /// <summary>The answer of an operation of the JSON protocol; null when it is an error.</summary>
    /// <param name="target">The whole target, as the emulator needs it: <c>TrentService.DescribeKey</c>.</param>
    public async Task<JsonObject?> JsonAsync(string region, string service, string target, JsonObject input)
    {
        var answer = await AnswerAsync(new AwsRequest
        {
            Region = region,
            Service = service,
            Operation = target[(target.LastIndexOf('.') + 1)..],
            Protocol = AwsProtocol.Json,
            Body = Encoding.UTF8.GetBytes(input.ToJsonString()),
            PathAndQuery = "/",
            Headers = new Dictionary<string, string> { ["X-Amz-Target"] = target, ["Content-Type"] = "application/x-amz-json-1.1" },
            Json = input,
        });
        return answer is null ? null : JsonNode.Parse(answer.Body) as JsonObject;
    }

    /// <summary>The answer of a reading operation of a REST protocol; null when it is an error.</summary>
    public async Task<JsonObject?> RestAsync(string region, string service, string path)
    {
        var request = new AwsRequest { Region = region, Service = service, Operation = "GET " + path, Protocol = AwsProtocol.Rest, Method = "GET", Body = [], PathAndQuery = path };
        var answer = await AnswerAsync(services.Value.Resolve(request));
        return answer is null || answer.Body.Length == 0 ? null : JsonNode.Parse(answer.Body) as JsonObject;
    }

    /// <summary>The answer of an operation of the query protocol; null when it is an error.</summary>
    public async Task<XElement?> QueryAsync(string region, string service, string operation, string version, params (string Name, string Value)[] parameters)
    {
        var values = parameters.Prepend(("Version", version)).Prepend(("Action", operation)).ToDictionary(pair => pair.Item1, pair => pair.Item2);
        var answer = await AnswerAsync(new AwsRequest
        {
            Region = region,
            Service = service,
            Operation = operation,
            Protocol = AwsProtocol.Query,
            Body = Encoding.ASCII.GetBytes(string.Join('&', values.Select(pair => $"{pair.Key}={Uri.EscapeDataString(pair.Value)}"))),
            PathAndQuery = "/",
            Headers = new Dictionary<string, string> { ["Content-Type"] = "application/x-www-form-urlencoded" },
            Query = new QueryParameters(values),
        });
        return answer is null ? null : XElement.Parse(Encoding.UTF8.GetString(answer.Body));
    }

    private async Task<AwsResponse?> AnswerAsync(AwsRequest request)
    {
        try
        {
            var answer = await RepeatedRead.AnswerAsync(() => services.Value.AnswerAsync(request, CancellationToken.None), time, CancellationToken.None);
            if (answer.Status >= StatusCodes.Status500InternalServerError) throw new AwsException("InternalFailure", $"sandbox: {request.Service}:{request.Operation} could not be read", answer.Status);
            return answer.Status < StatusCodes.Status400BadRequest ? answer : null;
        }
        catch (AwsException error) when (error.Status < StatusCodes.Status500InternalServerError)
        {
            return null;
        }
    }

    private static async Task<object?> LoadAsync<T>(Func<Task<T?>> load) where T : class => await load();
}
