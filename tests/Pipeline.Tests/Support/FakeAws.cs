using System.Net;
using System.Text.Json.Nodes;
using Amazon.Runtime;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>An endpoint that answers operations of AWS's JSON protocols, so that the real clients are tested with.</summary>
internal sealed class FakeAws : IDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Dictionary<string, Func<JsonNode, JsonNode>> _answers = [];

    public FakeAws()
    {
        // HttpListener takes no port 0: a free one is found by trying.
        for (var port = 20000 + Random.Shared.Next(20000); !_listener.IsListening; port++)
        {
            _listener.Prefixes.Clear();
            _listener.Prefixes.Add(Url = $"http://127.0.0.1:{port}/");
            try
            {
                _listener.Start();
            }
            catch (HttpListenerException)
            {
                // Taken.
            }
        }

        _ = ServeAsync();
    }

    /// <summary>Credentials for the clients.</summary>
    public static AWSCredentials Credentials { get; } = new BasicAWSCredentials("AKIATEST", "test");

    /// <summary>What was asked, in order.</summary>
    public List<(string Operation, JsonNode Input)> Calls { get; } = [];

    private string Url { get; set; } = "";

    /// <summary>Answers an operation.</summary>
    public FakeAws On(string operation, Func<JsonNode, JsonNode> answer)
    {
        _answers[operation] = answer;
        return this;
    }

    /// <summary>A client's configuration that leads here.</summary>
    public T Configure<T>(T config) where T : ClientConfig
    {
        config.ServiceURL = Url;
        config.AuthenticationRegion = "eu-central-1";
        return config;
    }

    public void Dispose() => _listener.Close();

    private async Task ServeAsync()
    {
        try
        {
            while (true) await AnswerAsync(await _listener.GetContextAsync());
        }
        catch (Exception exception) when (exception is HttpListenerException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task AnswerAsync(HttpListenerContext context)
    {
        var operation = context.Request.Headers["X-Amz-Target"]!.Split('.')[^1];
        var input = (await JsonNode.ParseAsync(context.Request.InputStream))!;
        Calls.Add((operation, input));
        context.Response.ContentType = "application/x-amz-json-1.1";
        if (!_answers.TryGetValue(operation, out var answer)) context.Response.StatusCode = 400;
        using var writer = new StreamWriter(context.Response.OutputStream);
        await writer.WriteAsync(answer?.Invoke(input).ToJsonString() ?? $$"""{ "__type": "Unexpected", "message": "{{operation}}" }""");
    }
}
