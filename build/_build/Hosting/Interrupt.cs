using System.Runtime.InteropServices;
using Notejam.Pipeline.Records;

namespace Notejam.Build.Hosting;

/// <summary>Ctrl-C, SIGTERM and a closed terminal as a cancellation: what is under way gets the time to end in order.</summary>
internal static class Interrupt
{
    private static readonly CancellationTokenSource Source = new();
    private static readonly CancellationTokenSource Ended = CancellationTokenSource.CreateLinkedTokenSource(Source.Token);
    private static readonly List<PosixSignalRegistration> Registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM, PosixSignal.SIGHUP }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Cancelled by the first signal; the second one ends the process at once.</summary>
    public static CancellationToken Token => Registrations.Count > 0 ? Source.Token : default;

    /// <summary>For what goes on in the background and may be broken off: cancelled too when the run has come to its end.</summary>
    public static CancellationToken Background => Ended.Token;

    /// <summary>What the run was broken off by; null when it was not.</summary>
    public static ExitCode? Signal { get; private set; }

    /// <summary>Breaks off what is left in the background.</summary>
    public static void EndBackground() => Ended.Cancel();

    private static void OnSignal(PosixSignalContext context)
    {
        if (Source.IsCancellationRequested) return;
        context.Cancel = true;
        Signal = context.Signal switch { PosixSignal.SIGINT => ExitCode.Interrupted, PosixSignal.SIGHUP => ExitCode.HungUp, _ => ExitCode.Terminated };
        Source.Cancel();
    }
}
