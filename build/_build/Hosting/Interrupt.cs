using System.Runtime.InteropServices;

namespace Notejam.Build.Hosting;

/// <summary>Ctrl-C and SIGTERM as a cancellation: what is under way gets the time to end in order.</summary>
internal static class Interrupt
{
    private static readonly CancellationTokenSource Source = new();
    private static readonly List<PosixSignalRegistration> Registrations = [.. new[] { PosixSignal.SIGINT, PosixSignal.SIGTERM }.Select(signal => PosixSignalRegistration.Create(signal, OnSignal))];

    /// <summary>Cancelled by the first signal; the second one ends the process at once.</summary>
    public static CancellationToken Token => Registrations.Count > 0 ? Source.Token : default;

    private static void OnSignal(PosixSignalContext context)
    {
        if (Source.IsCancellationRequested) return;
        context.Cancel = true;
        Source.Cancel();
    }
}
