using System.Text.Json.Nodes;
using System.Xml.Linq;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>An endpoint that answers operations of AWS's JSON, REST-JSON and query protocols, so that the real clients are tested with.</summary>
internal sealed class FakeAws : IDisposable
{
    private readonly WebApplication _server;
    private readonly Dictionary<string, Func<JsonNode, JsonNode>> _answers = [];
    private readonly Dictionary<string, Func<JsonNode, XElement>> _queryAnswers = [];

    public FakeAws()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        // The system gives a free port.
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        _server = builder.Build();
        _server.Run(AnswerAsync);
        _server.StartAsync().GetAwaiter().GetResult();
    }

    /// <summary>Credentials for the clients.</summary>
    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIATEST", "test");

    /// <summary>What was asked, in order.</summary>
    public List<(string Operation, JsonNode Input)> Calls { get; } = [];

    /// <summary>Answers an operation.</summary>
    public FakeAws On(string operation, Func<JsonNode, JsonNode> answer)
    {
        _answers[operation] = answer;
        return this;
    }

    /// <summary>Answers an operation of the query protocol with the content of its result.</summary>
    public FakeAws OnQuery(string operation, Func<JsonNode, XElement> answer)
    {
        _queryAnswers[operation] = answer;
        return this;
    }

    /// <summary>Answers an operation, each call with the next answer, the last one for good.</summary>
    public FakeAws InTurn(string operation, params Func<JsonNode>[] answers)
    {
        var next = 0;
        return On(operation, _ => answers[Math.Min(next++, answers.Length - 1)]());
    }

    /// <summary>How often an operation was called.</summary>
    public int CountOf(string operation) => Calls.Count(call => call.Operation == operation);

    /// <summary>A client's configuration that leads here.</summary>
    public T Configure<T>(T config) where T : ClientConfig
    {
        config.ServiceURL = _server.Urls.Single();
        config.AuthenticationRegion = "eu-central-1";
        return config;
    }

    public void Dispose() => _server.DisposeAsync().AsTask().GetAwaiter().GetResult();

    private async Task AnswerAsync(HttpContext context)
    {
        if (context.Request.HasFormContentType)
        {
            await AnswerQueryAsync(context);
            return;
        }

        var (operation, input) = context.Request.Headers.TryGetValue("X-Amz-Target", out var target)
            ? (target.Single()!.Split('.')[^1], (await JsonNode.ParseAsync(context.Request.Body))!)
            : await ReadRestAsync(context.Request);
        Note(operation, input);
        JsonNode output;
        try
        {
            output = _answers.TryGetValue(operation, out var answer) ? answer(input) : throw new AwsError("Unexpected", operation);
        }
        catch (AwsError error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            context.Response.Headers["x-amzn-ErrorType"] = error.Code;
            output = new JsonObject { ["__type"] = error.Code, ["message"] = error.Message };
        }

        context.Response.ContentType = "application/x-amz-json-1.1";
        await context.Response.WriteAsync(output.ToJsonString());
    }

    private void Note(string operation, JsonNode input)
    {
        lock (Calls) Calls.Add((operation, input));
    }

    /// <summary>A REST operation is named by its method and the longest path that is answered; what follows is the member <c>rest</c>; query and body are members too.</summary>
    private async Task<(string Operation, JsonNode Input)> ReadRestAsync(HttpRequest request)
    {
        var path = $"{request.Method} {Uri.UnescapeDataString(request.Path.Value ?? "")}";
        var operation = _answers.Keys.Where(key => path.StartsWith(key, StringComparison.Ordinal)).MaxBy(key => key.Length) ?? path;
        var input = new JsonObject(request.Query.Select(pair => KeyValuePair.Create(pair.Key, (JsonNode?)pair.Value.ToString()))) { ["rest"] = path[operation.Length..] };
        using var reader = new StreamReader(request.Body);
        if (await reader.ReadToEndAsync() is { Length: > 0 } body && JsonNode.Parse(body) is JsonObject members)
            foreach (var (name, value) in members) input[name] = value?.DeepClone();
        return (operation, input);
    }

    private async Task AnswerQueryAsync(HttpContext context)
    {
        var form = await context.Request.ReadFormAsync();
        var operation = form["Action"].Single()!;
        var input = new JsonObject(form.Select(field => KeyValuePair.Create(field.Key, (JsonNode?)field.Value.ToString())));
        Note(operation, input);
        XElement output;
        try
        {
            output = _queryAnswers.TryGetValue(operation, out var answer)
                ? new XElement(operation + "Response", new XElement(operation + "Result", answer(input).Elements()))
                : throw new AwsError("Unexpected", operation);
        }
        catch (AwsError error)
        {
            context.Response.StatusCode = StatusCodes.Status400BadRequest;
            output = new XElement("ErrorResponse", new XElement("Error", new XElement("Code", error.Code), new XElement("Message", error.Message)));
        }

        context.Response.ContentType = "text/xml";
        await context.Response.WriteAsync(output.ToString());
    }
}

/// <summary>An error that a <see cref="FakeAws"/> answers.</summary>
internal sealed class AwsError(string code, string message) : Exception(message)
{
    /// <summary>The error's code, which the client makes an exception of.</summary>
    public string Code { get; } = code;
}
