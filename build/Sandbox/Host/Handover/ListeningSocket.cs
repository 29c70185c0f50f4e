using System.Net;
using System.Net.Sockets;

namespace Notejam.Sandbox.Host.Handover;

/// <summary>
/// A socket on which the sandbox listens. This process and its successor may have it at once: who comes while neither accepts
/// waits in its queue, so that no connection is refused or reset.
/// </summary>
internal sealed class ListeningSocket(IPEndPoint endpoint, Socket socket, Action<ListeningSocket> closed) : IAsyncDisposable
{
    private readonly CancellationTokenSource _pause = new();
    private readonly SemaphoreSlim _one = new(1, 1);
    private int _closed;

    /// <summary>Where it listens.</summary>
    public IPEndPoint Endpoint => endpoint;

    /// <summary>Whether connections are accepted until a successor accepts them.</summary>
    public bool ServesPeople { get; init; }

    /// <summary>The descriptor, for a successor.</summary>
    public SafeSocketHandle Handle => socket.SafeHandle;

    /// <summary>The next connection; null when this process accepts no more.</summary>
    public async Task<Socket?> AcceptAsync()
    {
        await _one.WaitAsync();
        try
        {
            while (!_pause.IsCancellationRequested)
            {
                try
                {
                    return await socket.AcceptAsync(_pause.Token);
                }
                catch (SocketException)
                {
                    // That client left before its turn.
                }
            }
        }
        catch (OperationCanceledException)
        {
            // Paused.
        }
        finally
        {
            _one.Release();
        }

        return null;
    }

    /// <summary>Ends accepting in this process, for good. Afterwards no connection is between the queue and its server.</summary>
    public async Task PauseAsync()
    {
        await _pause.CancelAsync();
        await _one.WaitAsync();
        _one.Release();
    }

    /// <summary>Closes this process's descriptor. Nothing uses it by then, so that the runtime does not shut down what a successor shares.</summary>
    public async Task CloseAsync()
    {
        if (Interlocked.Exchange(ref _closed, 1) != 0) return;
        await PauseAsync();
        socket.Dispose();
        closed(this);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync() => await CloseAsync();
}
