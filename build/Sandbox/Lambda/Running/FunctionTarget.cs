using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>A version of a function that is to be run.</summary>
/// <param name="ReservedConcurrency">How many invocations of all versions may run at once; null for no such limit.</param>
/// <param name="QualifiedArn">As the caller named it.</param>
internal sealed record FunctionTarget(string Region, string Name, FunctionVersion Version, int? ReservedConcurrency, string QualifiedArn)
{
    /// <summary>The same for all that one process may serve.</summary>
    public string Key => $"{Region}/{Name}/{Version.Version}/{Version.RevisionId}";
}
