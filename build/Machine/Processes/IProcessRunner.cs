namespace Notejam.Machine.Processes;

/// <summary>Runs programs. Injected, so that a test can record and answer without starting any.</summary>
public interface IProcessRunner
{
    /// <summary>Runs a command to its end. A non-zero exit code is a result, not an exception.</summary>
    /// <exception cref="ProgramNotFoundException">The program is not on PATH.</exception>
    /// <exception cref="OperationCanceledException">Cancelled: the process got SIGINT, and was killed after its grace period if still there.</exception>
    Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default);
}
