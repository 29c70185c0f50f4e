using System.Text;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>What came of an invocation in the function's process.</summary>
/// <param name="IsError">Whether it is an error, the function's or its process's.</param>
/// <param name="Line">What Lambda itself writes to the log about it; null for nothing.</param>
internal sealed record RuntimeReply(byte[] Payload, bool IsError, string? Line = null)
{
    /// <summary>An error that Lambda states, not the function.</summary>
    public static RuntimeReply Failure(string requestId, string type, string message, string? line = null)
    {
        var error = new JsonObject { ["errorType"] = type, ["errorMessage"] = $"RequestId: {requestId} Error: {message}" };
        return new RuntimeReply(Encoding.UTF8.GetBytes(error.ToJsonString()), IsError: true, line ?? $"RequestId: {requestId} Error: {message}\n{type}");
    }
}
