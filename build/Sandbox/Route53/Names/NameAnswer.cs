namespace Notejam.Sandbox.Route53.Names;

/// <summary>Where a name leads now.</summary>
/// <param name="Name">The name.</param>
/// <param name="Addresses">Of whoever serves it.</param>
/// <param name="Record"><c>PRIMARY</c> or <c>SECONDARY</c>; null where there is one record only.</param>
/// <param name="Reason">What the health checkers saw; null where nobody looked.</param>
internal sealed record NameAnswer(string Name, IReadOnlyList<string> Addresses, string? Record, string? Reason);
