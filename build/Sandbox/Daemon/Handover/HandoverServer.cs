using System.Net.Sockets;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.Extensions.Options;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Daemon.Handover;

/// <summary>
/// Hands the sandbox over to another gateway. Its requests of the AWS API are held from the moment on when the state is final
/// until the successor serves; people's requests go on being answered here until then.
/// </summary>
internal sealed partial class HandoverServer(
    SandboxOptions options, ListeningSockets sockets, RequestGate gate, BackgroundWork work, StateStore state, IServiceProvider services,
    IProcessRunner runner, TimeProvider time, ILogger<HandoverServer> log)
{
    private const int OwnSuccessors = 3;
    private static readonly TimeSpan LastWork = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LastRequests = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan LastSteps = TimeSpan.FromSeconds(5);
    private static readonly TimeSpan SuccessorStart = TimeSpan.FromMinutes(2);

    // Connections that are in use learn from their next answer that they end; those at rest are closed after this.
    private static readonly TimeSpan Grace = TimeSpan.FromSeconds(2);
    private bool _quiet;

    /// <summary>Whether this gateway can hand over.</summary>
    public bool IsPossible => HandoverSocket.IsPossible(options.StateDirectory);

    /// <summary>Waits for a successor until one serves.</summary>
    /// <param name="held">The sandbox's lock, which the successor takes.</param>
    /// <param name="stopping">Ends the waiting.</param>
    public async Task RunAsync(IDisposable held, CancellationToken stopping)
    {
        if (!IsPossible) await Task.Delay(Timeout.Infinite, stopping);
        using var listener = HandoverSocket.Listen(options.StateDirectory);
        for (var own = 0; !await TryAsync(listener, held, stopping);)
        {
            LogNotTaken();
            // The AWS API waits for a successor: when another build's has failed, one of this build takes over.
            if (_quiet && own++ < OwnSuccessors) new SandboxLauncher(options, runner, time, _ => { }).Start(takeOver: true).Dispose();
        }

        // In this process they would keep the sandbox's ports taken.
        await Task.WhenAll(sockets.Open.Select(socket => socket.CloseAsync()));
        gate.HandOver();
        LogHandedOver();
    }

    /// <summary>Ends what is left here after the successor serves: connections with their last requests.</summary>
    public async Task DrainAsync()
    {
        await Task.Delay(Grace, time);
        using var limit = new CancellationTokenSource(LastRequests, time);
        await Task.WhenAll(
            services.GetRequiredService<IServer>().StopAsync(limit.Token),
            services.GetRequiredService<TrafficPlane>().DrainAsync(LastRequests));
    }

    private async Task<bool> TryAsync(Socket listener, IDisposable held, CancellationToken stopping)
    {
        using var channel = new HandoverChannel(await listener.AcceptAsync(stopping));
        if (await channel.ReceiveAsync(SuccessorStart, stopping) is not { Text: Predecessor.Take }) return false;
        await BecomeQuietAsync(stopping);
        held.Dispose();
        try
        {
            foreach (var socket in sockets.Open) channel.Send(socket.Endpoint.ToString(), socket.Handle);
            channel.Send(Predecessor.Yours);
        }
        catch (IOException)
        {
            return false;
        }

        // A successor that fails leaves this gateway as it is: it serves people and waits for the next one.
        return await channel.ReceiveAsync(SuccessorStart, stopping) is { Text: Predecessor.Serving };
    }

    private async Task BecomeQuietAsync(CancellationToken stopping)
    {
        if (_quiet) return;
        LogAsked();
        await work.WhenIdleAsync(LastWork, time, stopping);
        await Task.WhenAll(sockets.Open.Where(socket => !socket.ServesPeople).Select(socket => socket.PauseAsync()));
        await Task.WhenAny(gate.CloseAsync(), Task.Delay(LastRequests, time, stopping));
        // From here on this gateway may as well be killed: what is on disk is what the successor begins with.
        state.Seal();
        _quiet = true;
        // A service that is stopped while its host is not looks like one that failed.
        services.GetRequiredService<IOptions<HostOptions>>().Value.BackgroundServiceExceptionBehavior = BackgroundServiceExceptionBehavior.Ignore;
        using var limit = new CancellationTokenSource(LastSteps, time);
        var own = services.GetServices<IHostedService>()
            .Where(service => service is not TrafficPlane && service.GetType().Assembly == typeof(HandoverServer).Assembly);
        await Task.WhenAll(own.Select(service => StopAsync(service, limit.Token)));
    }

    private async Task StopAsync(IHostedService service, CancellationToken limit)
    {
        try
        {
            await service.StopAsync(limit);
        }
        catch (Exception error)
        {
            LogNotStopped(error, service.GetType().Name);
        }
    }

    [LoggerMessage(Level = LogLevel.Information, Message = "Another gateway takes over")]
    private partial void LogAsked();

    [LoggerMessage(Level = LogLevel.Information, Message = "Another gateway serves")]
    private partial void LogHandedOver();

    [LoggerMessage(Level = LogLevel.Error, Message = "The gateway that was to take over ended before it served")]
    private partial void LogNotTaken();

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Service} did not stop in time")]
    private partial void LogNotStopped(Exception error, string service);
}
