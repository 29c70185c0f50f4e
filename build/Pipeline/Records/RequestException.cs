namespace Notejam.Pipeline.Records;

/// <summary>What was asked for cannot be done as it was asked: nothing was begun, and the same command would fail again. The run ends with <see cref="ExitCode.WrongRequest"/>.</summary>
/// <param name="cause">What is wrong with it.</param>
/// <param name="remedy">What to type instead.</param>
public sealed class RequestException(string cause, string? remedy = null, Exception? inner = null) : PipelineException(cause, remedy, inner);
