using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Reporting;

/// <summary>Decides how a run has ended.</summary>
public static class RunEnd
{
    /// <summary>The exit code of a run.</summary>
    /// <param name="succeeded">Whether all of it was done. NUKE says 255 of a run that failed, whatever the reason.</param>
    /// <param name="failures">What its stages have failed by.</param>
    /// <param name="signal">What it was broken off by; null when it was not.</param>
    public static ExitCode Of(bool succeeded, IReadOnlyCollection<PipelineException> failures, ExitCode? signal)
    {
        ArgumentNullException.ThrowIfNull(failures);
        // A signal that comes when all is done breaks nothing off.
        if (succeeded) return ExitCode.Done;
        if (signal is { } brokenOff) return brokenOff;
        return failures.Count > 0 && failures.All(failure => failure is RequestException) ? ExitCode.WrongRequest : ExitCode.Failed;
    }
}
