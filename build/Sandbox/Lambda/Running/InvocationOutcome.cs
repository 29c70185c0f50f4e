namespace Notejam.Sandbox.Lambda.Running;

/// <summary>How an invocation ended.</summary>
/// <param name="Payload">The function's answer, or the error, JSON.</param>
/// <param name="FunctionError"><c>Unhandled</c>; null when it went well.</param>
/// <param name="Version">The version that ran.</param>
/// <param name="Log">The end of what the invocation wrote, 4 KB at most.</param>
internal sealed record InvocationOutcome(byte[] Payload, string? FunctionError, string Version, string Log);
