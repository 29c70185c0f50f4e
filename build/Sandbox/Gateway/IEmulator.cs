using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Gateway;

/// <summary>The emulator behind the gateway (moto): answers what no native service does.</summary>
public interface IEmulator
{
    /// <summary>Answers a request of a client; an operation unknown there is answered 501 with its name.</summary>
    Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken);

    /// <summary>Calls the emulator on the sandbox's own behalf (a log line to write, a secret to read), JSON protocol.</summary>
    /// <param name="region">The region called.</param>
    /// <param name="service">Signing name, for example <c>logs</c>.</param>
    /// <param name="target">The X-Amz-Target header, for example <c>Logs_20140328.PutLogEvents</c>.</param>
    /// <param name="input">The operation's input.</param>
    /// <exception cref="AwsException">The emulator answered with an error.</exception>
    Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken);
}
