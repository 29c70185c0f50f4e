namespace Notejam.Sandbox.Gateway;

/// <summary>An error of the AWS API, answered in the protocol of the request.</summary>
/// <param name="code">The error code on the wire, for example <c>ClusterNotFoundException</c>.</param>
/// <param name="message">What the caller reads.</param>
/// <param name="status">HTTP status.</param>
public sealed class AwsException(string code, string message, int status = 400) : Exception(message)
{
    /// <summary>The error code on the wire.</summary>
    public string Code { get; } = code;

    /// <summary>HTTP status.</summary>
    public int Status { get; } = status;
}
