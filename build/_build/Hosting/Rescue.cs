using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Serilog;

namespace Notejam.Build.Hosting;

/// <summary>Whatever is thrown, wherever: one line for people, the trace in a file, the report written, and the exit code 1.</summary>
internal static class Rescue
{
    private const int Failed = 1;
    private static readonly string Root = Environment.GetEnvironmentVariable("NUKE_ROOT") ?? Environment.CurrentDirectory;
    private static readonly string Temporary = Path.Combine(Root, ".nuke", "temp");

    private static readonly SafetyNet Net = new(
        new ErrorLog([Path.Combine(Temporary, "logs"), Path.Combine(Root, "artifacts"), Path.GetTempPath()], TimeProvider.System), new TraceText(Environment.GetEnvironmentVariables()), Console.Error);

    private static bool _hasFailed;

    /// <summary>Writes the report of the run; set as soon as there is one to write.</summary>
    public static Action? WriteReport { get; set; }

    /// <summary>Runs the program.</summary>
    /// <returns>Its exit code.</returns>
    public static int Run(Func<int> program)
    {
        AppDomain.CurrentDomain.UnhandledException += (_, thrown) => End((Exception)thrown.ExceptionObject);
        TaskScheduler.UnobservedTaskException += (_, thrown) =>
        {
            thrown.SetObserved();
            if (Explain(thrown.Exception) is UnexpectedException unexpected) Log.Warning("{Line:l}", unexpected.Message);
        };
        try
        {
            // NUKE writes there before anything else is begun.
            WritableFolder.Require(Temporary);
            var code = program();
            return code == 0 && _hasFailed ? Failed : code;
        }
#pragma warning disable CA1031 // The net below everything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Tell((exception.GetBaseException() is IOException ? FindBrokenOutput() : null) ?? Explain(exception));
            if (WriteReport is { } report) Finish(report);
            return Failed;
        }
    }

    /// <summary>The message of whatever was thrown; a bug's trace is in a file from then on.</summary>
    public static PipelineException Explain(Exception exception) => Net.Explain(exception);

    /// <summary>Does each of what ends a run: what one of them throws is one line and a failed run, and keeps no other from being done.</summary>
    public static void Finish(params Action[] endings)
    {
        foreach (var ending in endings)
        {
            try
            {
                ending();
            }
#pragma warning disable CA1031 // Thrown from here it would end the process with a core dump, the report unwritten.
            catch (Exception exception)
#pragma warning restore CA1031
            {
                _hasFailed = true;
                Log.Error("{Line:l}", Explain(exception).Message);
            }
        }
    }

    // What the system says of an output names no file.
    private static PipelineException? FindBrokenOutput()
    {
        try
        {
            Console.Out.WriteLine();
            return null;
        }
        catch (IOException broken)
        {
            return new PipelineException($"Standard output cannot be written to: {broken.Message}", "Lead it elsewhere, or make room there.", broken);
        }
    }

    private static void Tell(PipelineException explained)
    {
        try
        {
            Console.Error.WriteLine(explained.Message);
        }
        catch (IOException)
        {
            // Neither output takes a line: only the exit code can still tell.
        }
    }

    // On a thread of nobody: the runtime would end the process with a trace and SIGABRT.
    private static void End(Exception exception)
    {
        Log.Error("{Line:l}", Explain(exception).Message);
        if (WriteReport is { } report) Finish(report);
        Log.CloseAndFlush();
        Environment.Exit(Failed);
    }
}
