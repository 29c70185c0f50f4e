using Notejam.Machine.Processes;

namespace Notejam.Machine.Compose;

/// <summary>A Compose: the program, the arguments that come before Compose's own, and its version.</summary>
/// <param name="IsLegacy">Version 1 in Python, which reads fewer things: no top-level "name", no "include", no "start_interval".</param>
public sealed record ComposeProgram(string Program, IReadOnlyList<string> Prefix, string Version, bool IsLegacy)
{
    /// <summary>A command of this Compose.</summary>
    public ProcessCommand Command(params IEnumerable<string> arguments) => new(Program, [.. Prefix, .. arguments]);
}
