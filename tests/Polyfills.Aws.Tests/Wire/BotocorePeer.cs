using System.Net.Http.Json;
using System.Text.Json;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>The server that compares a client with botocore; Peer/peer.py says how it is used.</summary>
public sealed class BotocorePeer() : PythonServer("peer.py")
{
    private HttpClient? _http;

    private HttpClient Http => _http ??= new HttpClient { BaseAddress = Address };

    /// <summary>Tells what call comes next: "full", "empty" or a modelled error answers it, after the given failures.</summary>
    public async Task ExpectAsync(string serviceId, string operation, string answer, params string[] failures)
    {
        var expectation = new { service = serviceId, operation, @case = answer, failures };
        using var response = await PostAsync("/__expect", expectation);
    }

    /// <summary>What differs from botocore in the last call's request and in what the client made of the answer.</summary>
    public async Task<string[]> JudgeAsync(object result)
    {
        using var response = await PostAsync("/__judge", result);
        return (await response.Content.ReadFromJsonAsync<string[]>())!;
    }

    /// <summary>The invocation id of each attempt of the last call.</summary>
    public async Task<string[]> AttemptsAsync() => (await Http.GetFromJsonAsync<string[]>("/__seen"))!;

    /// <summary>Names of the operation's modelled errors.</summary>
    public async Task<string[]> ErrorsAsync(string serviceId, string operation) =>
        (await Http.GetFromJsonAsync<string[]>($"/__errors?service={Uri.EscapeDataString(serviceId)}&operation={operation}"))!;

    /// <summary>The endpoint by botocore's rules, with the region that it is signed for if they name one, or "error: …".</summary>
    public async Task<string> EndpointAsync(string serviceId, string region, bool fips, bool dualStack) =>
        (await Http.GetFromJsonAsync<string>(
            $"/__endpoint?service={Uri.EscapeDataString(serviceId)}&region={region}&fips={fips}&dualStack={dualStack}"))!;

    public override Task DisposeAsync()
    {
        _http?.Dispose();
        return base.DisposeAsync();
    }

    private async Task<HttpResponseMessage> PostAsync(string path, object value)
    {
        // With a length: Python's plain HTTP server does not read chunks.
        using var content = new StringContent(JsonSerializer.Serialize(value));
        var response = await Http.PostAsync(new Uri(path, UriKind.Relative), content);
        return response.EnsureSuccessStatusCode();
    }
}
