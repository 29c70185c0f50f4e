using System.Net;
using Notejam.Machine;
using Notejam.Sandbox.Host.Handover;

namespace Notejam.Sandbox.Daemon.Handover;

/// <summary>The gateway that a new one takes over from.</summary>
internal sealed class Predecessor(SandboxOptions options, ListeningSockets sockets, TimeProvider time) : IDisposable
{
    internal const string Take = "take";
    internal const string Yours = "yours";
    internal const string Serving = "serving";

    // Longer than a predecessor waits for its last work and requests.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    // A gateway answers before it waits for a successor: on a busy machine, long before.
    private static readonly TimeSpan Late = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan Unclaimed = TimeSpan.FromSeconds(10);
    private HandoverChannel? _channel;

    /// <summary>Whether this gateway takes over from another one.</summary>
    public bool IsThere => _channel is not null;

    /// <summary>Finds it. Nothing changes for it by this.</summary>
    public async Task FindAsync(CancellationToken cancellationToken)
    {
        var started = time.GetTimestamp();
        while ((_channel = HandoverSocket.Connect(options.StateDirectory)) is null && HandoverSocket.IsPossible(options.StateDirectory) && time.GetElapsedTime(started) < Late)
            await Task.Delay(Pause, time, cancellationToken);
    }

    /// <summary>Asks for its sockets. From then on it changes no state, serves people with what it has, and holds all other requests.</summary>
    /// <exception cref="MachineException">It ended, or did not let go.</exception>
    public async Task TakeOverAsync(CancellationToken cancellationToken)
    {
        if (_channel is null) return;
        _channel.Send(Take);
        while (await _channel.ReceiveAsync(Patience, cancellationToken) is { } message)
        {
            if (message.Text == Yours) return;
            if (message.Descriptor is { } descriptor) sockets.Inherit(IPEndPoint.Parse(message.Text), descriptor);
        }

        throw new MachineException($"The gateway that runs did not hand over within {Patience.TotalMinutes:0} minutes: run the same command again.");
    }

    /// <summary>Tells it that this gateway serves.</summary>
    public void Dismiss()
    {
        if (_channel is null) return;
        _ = DropLaterAsync();
        try
        {
            _channel.Send(Serving);
        }
        catch (IOException)
        {
            // It has ended, and its sockets are here.
        }
    }

    // Servers that come up in the background take theirs first.
    private async Task DropLaterAsync()
    {
        await Task.Delay(Unclaimed, time);
        sockets.DropInherited();
    }

    /// <inheritdoc />
    public void Dispose() => _channel?.Dispose();
}
