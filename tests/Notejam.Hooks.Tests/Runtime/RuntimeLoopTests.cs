using System.Text.Json.Nodes;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Tests.Support;

namespace Notejam.Hooks.Tests.Runtime;

public sealed class RuntimeLoopTests : IAsyncDisposable
{
    private readonly FakeRuntimeApi _api = new();
    private readonly HttpClient _http = RuntimeApi.CreateClient();
    private readonly StringWriter _log = new();
    private readonly CancellationTokenSource _stop = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _stop.Dispose();
        _http.Dispose();
        await _log.DisposeAsync();
        await _api.DisposeAsync();
    }

    [Fact]
    public async Task A_call_is_answered_and_the_next_one_taken()
    {
        var loop = Run((invocation, _) => Task.FromResult<JsonNode?>(new JsonObject { ["hello"] = invocation.Required("name") }));
        await _api.CallAsync("r-1", """{"name":"a"}""", InAMinute());
        await _api.CallAsync("r-2", """{"name":"b"}""", InAMinute());

        var first = await _api.AnswerAsync();
        Assert.Equal(("invocation/r-1/response", """{"hello":"a"}""", null), (first.Path, first.Body, first.ErrorType));
        Assert.Equal("""{"hello":"b"}""", (await _api.AnswerAsync()).Body);
        Assert.False(loop.IsCompleted);
    }

    [Fact]
    public async Task A_handler_that_throws_fails_its_call_alone_and_says_why_in_one_line_of_json()
    {
        var calls = 0;
        _ = Run((_, _) => calls++ == 0 ? throw new HookException("the flux capacitor is missing") : Task.FromResult<JsonNode?>(null));
        await _api.CallAsync("r-1", "{}", InAMinute());
        await _api.CallAsync("r-2", "{}", InAMinute());

        var failure = await _api.AnswerAsync();
        Assert.Equal(("invocation/r-1/error", "Function.HookException"), (failure.Path, failure.ErrorType));
        Assert.Equal(("HookException", "the flux capacitor is missing"), ((string?)failure.Json!["errorType"], (string?)failure.Json["errorMessage"]));
        Assert.NotEmpty(failure.Json["stackTrace"]!.AsArray());
        Assert.Equal(("invocation/r-2/response", "null"), (await _api.AnswerAsync()) is var (path, body, _) ? (path, body) : default);
        var line = JsonNode.Parse(_log.ToString().Trim())!;
        Assert.Equal(("Error", "r-1", "the flux capacitor is missing"), ((string?)line["LogLevel"], (string?)line["RequestId"], (string?)line["Message"]));
    }

    [Fact]
    public async Task The_deadline_cancels_a_handler_before_lambda_ends_it()
    {
        _ = Run(async (_, cancellation) =>
        {
            await Task.Delay(Timeout.Infinite, cancellation);
            return null;
        });
        var deadline = DateTimeOffset.UtcNow.AddSeconds(2);
        await _api.CallAsync("r-1", "{}", deadline);

        var failure = await _api.AnswerAsync();
        Assert.True(DateTimeOffset.UtcNow < deadline);
        Assert.Contains("time of the function is over", failure.Body, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_event_that_is_no_object_is_refused_and_ends_nothing()
    {
        _ = Run((_, _) => Task.FromResult<JsonNode?>(null));
        await _api.CallAsync("r-1", "[", InAMinute());
        await _api.CallAsync("r-2", "{}", InAMinute());

        Assert.Equal("invocation/r-1/error", (await _api.AnswerAsync()).Path);
        Assert.Equal("invocation/r-2/response", (await _api.AnswerAsync()).Path);
    }

    [Fact]
    public async Task The_trace_id_is_where_clients_look_for_it()
    {
        _ = Run((_, _) => Task.FromResult<JsonNode?>(Environment.GetEnvironmentVariable("_X_AMZN_TRACE_ID")));
        await _api.CallAsync("r-1", "{}", InAMinute());

        Assert.Equal("\"Root=1-r-1\"", (await _api.AnswerAsync()).Body);
    }

    [Fact]
    public async Task An_internal_error_of_the_runtime_api_ends_the_process()
    {
        _api.Status = 500;
        var loop = Run((_, _) => Task.FromResult<JsonNode?>(null));
        await _api.CallAsync("r-1", "{}", InAMinute());

        Assert.Contains("500", (await Assert.ThrowsAsync<InvalidOperationException>(() => loop)).Message, StringComparison.Ordinal);
    }

    private static DateTimeOffset InAMinute() => DateTimeOffset.UtcNow.AddMinutes(1);

    private Task Run(Func<Invocation, CancellationToken, Task<JsonNode?>> body) =>
        new RuntimeLoop(new RuntimeApi(_http, _api.Address), new Handler(body), new FunctionLog(_log, TimeProvider.System), TimeProvider.System).RunAsync(_stop.Token);

    private sealed class Handler(Func<Invocation, CancellationToken, Task<JsonNode?>> body) : IHandler
    {
        public Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken) => body(invocation, cancellationToken);
    }
}
