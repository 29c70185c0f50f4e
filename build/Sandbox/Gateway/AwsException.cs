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

    /// <summary>
    /// What AWS has and the sandbox leaves out, on purpose: a 501 with its name, at which clients stop at once. A 500 they would
    /// repeat for minutes, and an answer made up would be taken for AWS's.
    /// </summary>
    /// <param name="what">What was asked for, and that it is not served: <c>ecr:PutX is not implemented</c>.</param>
    public static AwsException NotServed(string what) => new("NotImplementedException", "sandbox: " + what, StatusCodes.Status501NotImplemented);
}
