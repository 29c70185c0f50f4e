using System.Runtime.InteropServices;

namespace Notejam.Sandbox.Host;

/// <summary>Signals to processes.</summary>
internal static partial class Signals
{
    public const int Interrupt = 2;
    public const int Kill = 9;
    public const int Terminate = 15;
    public const int Continue = 18;
    public const int Stop = 19;

    /// <summary>Sends a signal; a process that is gone is no error.</summary>
    public static void Send(int processId, int signal) => _ = SendCore(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill")]
    private static partial int SendCore(int processId, int signal);
}
