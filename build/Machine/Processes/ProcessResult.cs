namespace Notejam.Machine.Processes;

/// <summary>How a process ended and all that it printed.</summary>
public sealed record ProcessResult(int ExitCode, string Output, string Error)
{
    /// <summary>Whether the exit code was zero.</summary>
    public bool Succeeded => ExitCode == 0;
}
