namespace Notejam.Pipeline.Access;

/// <summary>A decision of access control, as <c>GET /_sandbox/access</c> lists it.</summary>
/// <param name="Principal">Who asked: an ARN, or the name of a service.</param>
/// <param name="Action">As policies write it.</param>
/// <param name="Resources">ARNs, or <c>*</c>.</param>
/// <param name="Region">The region that was asked.</param>
/// <param name="Allowed">Whether it was allowed.</param>
/// <param name="By">The statements that allowed it, or why it was refused.</param>
/// <param name="Origin">The operation that needed it, or the call that a service makes itself.</param>
public sealed record AccessDecisionRecord(string Principal, string Action, IReadOnlyList<string> Resources, string Region, bool Allowed, string By, string Origin);
