using System.Text.Json.Nodes;
using Notejam.Hooks.Tests.Support;
using Notejam.Machine.Processes;
using Notejam.Tests.Servers;

namespace Notejam.Hooks.Tests.Functions;

/// <summary>A function as Lambda runs it: a process with an environment, called through the runtime API.</summary>
internal sealed class FunctionProcess : IAsyncDisposable
{
    private readonly FakeRuntimeApi _api = new();
    private readonly BackgroundProcess _process;
    private int _calls;

    public FunctionProcess(string bootstrap, string handler, Dictionary<string, string?> environment) => _process = BackgroundProcess.Start(new ProcessCommand(bootstrap, [])
    {
        Environment = new Dictionary<string, string?>(environment)
        {
            ["AWS_LAMBDA_RUNTIME_API"] = _api.Address, ["_HANDLER"] = handler, ["AWS_REGION"] = "eu-central-1", ["AWS_ACCESS_KEY_ID"] = "AKIATEST", ["AWS_SECRET_ACCESS_KEY"] = "test",
        },
    });

    /// <summary>What the function logged.</summary>
    public IReadOnlyCollection<string> Lines => _process.Lines;

    /// <summary>Calls it and gives what it answers.</summary>
    public async Task<RuntimeAnswer> CallAsync(JsonObject content)
    {
        await _api.CallAsync($"r-{++_calls}", content.ToJsonString(), DateTimeOffset.UtcNow.AddMinutes(2));
        return await _api.AnswerAsync();
    }

    /// <summary>What it tells without being called.</summary>
    public Task<RuntimeAnswer> AnswerAsync() => _api.AnswerAsync();

    public async ValueTask DisposeAsync()
    {
        await _process.DisposeAsync();
        await _api.DisposeAsync();
    }
}
