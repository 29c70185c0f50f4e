using System.Threading.Channels;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>The conversation with one function process: it asks for an invocation, answers it, asks for the next.</summary>
internal sealed class RuntimeSession : IDisposable
{
    private readonly Channel<(Invocation Invocation, DateTimeOffset Deadline)> _next = Channel.CreateBounded<(Invocation, DateTimeOffset)>(1);
    private readonly SemaphoreSlim _asked = new(0);
    private TaskCompletionSource<RuntimeReply>? _reply;
    private volatile Invocation? _current;

    /// <summary>What the process said went wrong before it could serve; null for nothing.</summary>
    public byte[]? InitError { get; private set; }

    /// <summary>Waits until the process asks for an invocation.</summary>
    public Task<bool> WaitUntilAskedAsync(TimeSpan patience, CancellationToken cancellationToken) => _asked.WaitAsync(patience, cancellationToken);

    /// <summary>Gives the process, which has asked, an invocation.</summary>
    /// <returns>Its reply.</returns>
    public Task<RuntimeReply> GiveAsync(Invocation invocation, DateTimeOffset deadline)
    {
        _reply = new TaskCompletionSource<RuntimeReply>(TaskCreationOptions.RunContinuationsAsynchronously);
        _current = invocation;
        _next.Writer.TryWrite((invocation, deadline));
        return _reply.Task;
    }

    /// <summary>The process asks: the invocation, when there is one, and when it must be over.</summary>
    public async Task<(Invocation Invocation, DateTimeOffset Deadline)> NextAsync(CancellationToken cancellationToken)
    {
        _asked.Release();
        return await _next.Reader.ReadAsync(cancellationToken);
    }

    /// <summary>The process replies.</summary>
    /// <returns>Whether that invocation is under way.</returns>
    public bool Reply(string requestId, RuntimeReply reply)
    {
        if (_current?.RequestId != requestId) return false;
        _current = null;
        return _reply!.TrySetResult(reply);
    }

    /// <summary>The process cannot serve.</summary>
    public void FailInit(byte[] error) => InitError = error;

    /// <inheritdoc />
    public void Dispose() => _asked.Dispose();
}
