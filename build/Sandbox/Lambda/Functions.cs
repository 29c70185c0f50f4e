using Notejam.Sandbox.Lambda.Api;
using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda;

/// <summary>Functions as they are kept, run by the pool.</summary>
internal sealed class Functions(LambdaStore store, FunctionPool pool, TimeProvider time) : IFunctions
{
    /// <inheritdoc />
    public Task<InvocationOutcome> InvokeAsync(string region, string function, byte[] payload, CancellationToken cancellationToken)
    {
        var target = Find(region, FunctionReference.Parse(function));
        return pool.InvokeAsync(target, new Invocation { RequestId = Guid.NewGuid().ToString(), FunctionArn = target.QualifiedArn, Payload = payload }, cancellationToken);
    }

    /// <inheritdoc />
    public void Enqueue(string region, string function, byte[] payload) => Enqueue(region, FunctionReference.Parse(function), payload);

    /// <inheritdoc />
    public bool Exists(string region, string function)
    {
        var reference = FunctionReference.Parse(function);
        return store.Read(region, state => (reference.Region ?? region) == region && state.Functions.ContainsKey(reference.Name));
    }

    /// <inheritdoc />
    public bool Allows(string region, string function, string service, string sourceArn)
    {
        var reference = FunctionReference.Parse(function);
        return store.Read(region, state => ResourcePolicy.Allows(
            state.Function(region, reference).Policies.GetValueOrDefault(reference.Qualifier ?? "") ?? [], service, sourceArn));
    }

    /// <summary>Accepts an event.</summary>
    /// <returns>Its request id.</returns>
    public string Enqueue(string region, FunctionReference reference, byte[] payload) => store.Write(region, state =>
    {
        _ = state.Function(region, reference).Resolve(reference.Qualifier);
        var now = time.GetUtcNow();
        var queued = new QueuedEvent
        {
            Id = Guid.NewGuid().ToString(), FunctionName = reference.Name, Qualifier = reference.Qualifier, Payload = payload, AcceptedAt = now, DueAt = now,
        };
        state.Events.Add(queued);
        return queued.Id;
    });

    /// <summary>A function to be run.</summary>
    /// <exception cref="Gateway.AwsException">There is none.</exception>
    public FunctionTarget Find(string region, FunctionReference reference) => store.Read(region, state =>
    {
        var function = state.Function(region, reference);
        return new FunctionTarget(region, function.Name, function.Resolve(reference.Qualifier), function.ReservedConcurrency,
            LambdaLookups.ArnOf(region, function.Name, reference.Qualifier));
    });
}
