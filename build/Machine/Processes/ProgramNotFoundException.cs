namespace Notejam.Machine.Processes;

/// <summary>A program that is needed is not on PATH.</summary>
public sealed class ProgramNotFoundException(string program, Exception? inner = null)
    : Exception($"'{program}' was not found on PATH: install it, or add its folder to PATH.", inner)
{
    /// <summary>The program's name.</summary>
    public string Program { get; } = program;
}
