namespace Notejam.Pipeline.Records;

/// <summary>A bug, as one line: its trace is in a file.</summary>
/// <param name="line">Names the cause and the file.</param>
public sealed class UnexpectedException(string line, Exception inner) : PipelineException(line, null, inner);
