using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;

namespace Notejam.Build.Hosting;

/// <summary>What this process ends with.</summary>
internal static class RunExit
{
    /// <summary>Ends a request that is wrong: its one message, and nothing else has happened.</summary>
    public static int Refuse(string problem)
    {
        Console.Error.WriteLine(problem);
        return (int)ExitCode.WrongRequest;
    }

    /// <summary>Ends a run of NUKE, which says 255 of every failure.</summary>
    public static int Of(int codeOfNuke) => (int)RunEnd.Of(codeOfNuke == 0, StageFailedException.All, Interrupt.Signal);
}
