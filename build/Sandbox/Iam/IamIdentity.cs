namespace Notejam.Sandbox.Iam;

/// <summary>A role or user as IAM has it.</summary>
/// <param name="Arn">With its path.</param>
/// <param name="Id">Its unique id: <c>AROA…</c>.</param>
/// <param name="TrustPolicy">Who may assume it; empty for a user.</param>
/// <param name="Inline">Name and document of the policies within it, those of a user's groups included.</param>
/// <param name="Attached">ARNs of the policies attached to it, and to a user's groups.</param>
/// <param name="BoundaryArn">The policy that is the most it may.</param>
public sealed record IamIdentity(
    string Name, string Arn, string Id, string TrustPolicy, IReadOnlyList<(string Name, string Document)> Inline, IReadOnlyList<string> Attached, string? BoundaryArn, IReadOnlyDictionary<string, string> Tags);
