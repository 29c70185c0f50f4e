namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>A package found in an image.</summary>
/// <param name="SourceName">The package that advisories name: on Debian the source package, else the name itself.</param>
public sealed record Package(Ecosystem Ecosystem, string Name, string SourceName, string Version);
