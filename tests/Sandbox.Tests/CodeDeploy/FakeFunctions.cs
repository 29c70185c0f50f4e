using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Tests.CodeDeploy;

/// <summary>Functions that only remember what they were called with.</summary>
internal sealed class FakeFunctions : IFunctions
{
    /// <summary>Throw this at the next event.</summary>
    public AwsException? Error { get; set; }

    public List<(string Function, JsonObject Event)> Events { get; } = [];

    public void Enqueue(string region, string function, byte[] payload)
    {
        if (Error is { } error) throw error;
        Events.Add((function, JsonNode.Parse(payload)!.AsObject()));
    }

    public Task<InvocationOutcome> InvokeAsync(string region, string function, byte[] payload, CancellationToken cancellationToken) => throw new NotSupportedException();

    public bool Exists(string region, string function) => Error is null;

    public bool Allows(string region, string function, string service, string sourceArn) => true;
}
