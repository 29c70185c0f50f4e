using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Tools;

/// <summary>What becomes of an exception that nothing explains: one line for people, and the whole trace in a file.</summary>
/// <param name="lastResort">Where the trace goes when no file can be written.</param>
public sealed class SafetyNet(ErrorLog log, TraceText text, TextWriter lastResort)
{
    /// <summary>The message of whatever was thrown: its explanation, or one line that names its cause and the file with its trace.</summary>
    public PipelineException Explain(Exception exception)
    {
        try
        {
            if (Explanation.Of(exception) is { } explained) return explained;
            var trace = text.Of(exception);
            var file = log.Write(trace);
            if (file is null) lastResort.Write(trace);
            return new UnexpectedException($"Unexpected {exception.GetType().Name}: {text.Headline(exception)} ({(file is null ? "the trace is above: no log file can be written" : $"the trace is in {file}")})", exception);
        }
#pragma warning disable CA1031 // The last resort: whatever fails here must not hide what went wrong first.
        catch (Exception another)
#pragma warning restore CA1031
        {
            return new UnexpectedException($"Unexpected {exception.GetType().Name}, of which the trace cannot be written: {another.GetType().Name}", exception);
        }
    }
}
