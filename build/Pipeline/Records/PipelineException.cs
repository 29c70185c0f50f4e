namespace Notejam.Pipeline.Records;

/// <summary>A failure that is explained: what happened, and what to do. Shown without a stack trace.</summary>
/// <param name="cause">What happened, with the evidence.</param>
/// <param name="remedy">What to type or change next.</param>
public class PipelineException(string cause, string? remedy = null, Exception? inner = null)
    : Exception(remedy is null ? cause : $"{cause}\n  → {remedy}", inner)
{
    /// <summary>What happened.</summary>
    public string Cause { get; } = cause;

    /// <summary>What to do.</summary>
    public string? Remedy { get; } = remedy;
}
