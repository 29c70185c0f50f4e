namespace Notejam.Sandbox.Lambda.Model;

/// <summary>A name for a version.</summary>
/// <param name="Version">A published version's number, or <c>$LATEST</c>.</param>
public sealed record FunctionAlias(string Name, string Version, string Description, string RevisionId);
