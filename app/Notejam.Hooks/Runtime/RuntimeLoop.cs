using System.Text.Json.Nodes;

namespace Notejam.Hooks.Runtime;

/// <summary>Takes one call after another and tells Lambda how each ended; a call that fails ends nothing but itself.</summary>
internal sealed class RuntimeLoop(RuntimeApi api, IHandler handler, FunctionLog log, TimeProvider time)
{
    /// <summary>Runs until it is cancelled.</summary>
    /// <exception cref="InvalidOperationException">The runtime API cannot go on: the process ends, and Lambda starts another.</exception>
    public async Task RunAsync(CancellationToken cancellationToken)
    {
        while (!cancellationToken.IsCancellationRequested) await StepAsync(cancellationToken);
    }

    private async Task StepAsync(CancellationToken cancellationToken)
    {
        Invocation invocation;
        try
        {
            invocation = await api.NextAsync(cancellationToken);
        }
        catch (RefusedEventException refused)
        {
            log.Begin(refused.RequestId);
            log.Error(refused.Message);
            await api.FailAsync(refused.RequestId, refused, cancellationToken);
            return;
        }

        log.Begin(invocation.RequestId);
        JsonNode? answer;
        try
        {
            answer = await HandleAsync(invocation, cancellationToken);
        }
        catch (Exception exception) when (!cancellationToken.IsCancellationRequested)
        {
            log.Error(exception is HookException ? exception.Message : $"{exception.GetType().Name}: {exception.Message}");
            await api.FailAsync(invocation.RequestId, exception, cancellationToken);
            return;
        }

        await api.RespondAsync(invocation.RequestId, answer, cancellationToken);
    }

    private async Task<JsonNode?> HandleAsync(Invocation invocation, CancellationToken cancellationToken)
    {
        var left = invocation.Deadline - time.GetUtcNow() - Invocation.Margin;
        using var outOfTime = new CancellationTokenSource(left > TimeSpan.Zero ? left : TimeSpan.Zero, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(outOfTime.Token, cancellationToken);
        try
        {
            return await handler.HandleAsync(invocation, either.Token);
        }
        catch (OperationCanceledException exception) when (outOfTime.IsCancellationRequested)
        {
            throw new HookException("The time of the function is over before its work is: see the lines above for how far it came.", exception);
        }
    }
}
