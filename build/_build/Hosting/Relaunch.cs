using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Notejam.Pipeline.Options;

namespace Notejam.Build.Hosting;

/// <summary>Runs this very program again with other arguments and more variables.</summary>
internal static class Relaunch
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    public static int With(Handover handover)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(Relaunch).Assembly.Location);
        foreach (var word in handover.Words) start.ArgumentList.Add(word);
        foreach (var (name, value) in handover.Variables) start.Environment[name] = value;
        using var process = Process.Start(start)!;
        // Ctrl-C reaches the whole group: the child ends in its own way, and this process waits for it. Other signals reach
        // this process alone, and are handed on.
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, context => context.Cancel = true);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, context => HandOn(context, "-TERM", process.Id));
        using var hangUp = PosixSignalRegistration.Create(PosixSignal.SIGHUP, context => HandOn(context, "-HUP", process.Id));
        process.WaitForExit();
        return process.ExitCode;
    }

    private static void HandOn(PosixSignalContext context, string signal, int process)
    {
        context.Cancel = true;
        using var kill = Process.Start("kill", [signal, process.ToString(CultureInfo.InvariantCulture)]);
    }
}
