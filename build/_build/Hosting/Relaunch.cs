using System.Diagnostics;

namespace Notejam.Build.Hosting;

/// <summary>Runs this very program again with other arguments.</summary>
internal static class Relaunch
{
    /// <summary>Runs it to its end.</summary>
    /// <returns>Its exit code.</returns>
    public static int With(IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(Environment.ProcessPath!) { UseShellExecute = false };
        if (Path.GetFileNameWithoutExtension(start.FileName) == "dotnet") start.ArgumentList.Add(typeof(Relaunch).Assembly.Location);
        foreach (var argument in arguments) start.ArgumentList.Add(argument);
        // Ctrl-C reaches the whole group: the child ends in its own way, and this process waits for it.
        Console.CancelKeyPress += (_, press) => press.Cancel = true;
        using var process = Process.Start(start)!;
        process.WaitForExit();
        return process.ExitCode;
    }
}
