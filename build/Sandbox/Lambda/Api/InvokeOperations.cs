using System.Text;
using System.Text.Json;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Lambda.Running;

namespace Notejam.Sandbox.Lambda.Api;

/// <summary>Invoke: waiting for the answer, as an event, or only to see whether it would do.</summary>
internal sealed class InvokeOperations(Functions functions, FunctionPool pool) : IOperations
{
    private const int SynchronousLimit = 6 * 1024 * 1024;
    private const int EventLimit = 1024 * 1024;
    private static readonly byte[] NoPayload = "{}"u8.ToArray();

    /// <inheritdoc />
    public IEnumerable<Operation> Operations => [new("Invoke", "POST /2015-03-31/functions/{function}/invocations", InvokeAsync)];

    private async Task<AwsResponse> InvokeAsync(AwsRequest call, CancellationToken cancellationToken)
    {
        var target = functions.Find(call.Region, call.Reference());
        var payload = call.Body.Length == 0 ? NoPayload : call.Body;
        var type = call.Headers.GetValueOrDefault("X-Amz-Invocation-Type") is { Length: > 0 } given ? given : "RequestResponse";
        Check(payload, type);
        switch (type)
        {
            case "DryRun":
                return Answer(StatusCodes.Status204NoContent, [], []);
            case "Event":
                var id = functions.Enqueue(call.Region, call.Reference(), payload);
                return Answer(StatusCodes.Status202Accepted, [], new() { ["x-amzn-RequestId"] = id });
            default:
                var invocation = new Invocation
                {
                    RequestId = Guid.NewGuid().ToString(),
                    FunctionArn = target.QualifiedArn,
                    Payload = payload,
                    ClientContext = Decode(call.Headers.GetValueOrDefault("X-Amz-Client-Context")),
                };
                return Answer(invocation, await pool.InvokeAsync(target, invocation, cancellationToken), call.Headers.GetValueOrDefault("X-Amz-Log-Type") == "Tail");
        }
    }

    private static void Check(byte[] payload, string type)
    {
        var limit = type switch
        {
            "RequestResponse" or "DryRun" => SynchronousLimit,
            "Event" => EventLimit,
            _ => throw LambdaErrors.Invalid($"1 validation error detected: Value '{type}' at 'invocationType' failed to satisfy constraint: Member must satisfy enum value set: [Event, RequestResponse, DryRun]"),
        };
        if (payload.Length > limit) throw LambdaErrors.TooLarge(limit);
        try
        {
            using var _ = JsonDocument.Parse(payload);
        }
        catch (JsonException error)
        {
            throw new AwsException("InvalidRequestContentException", $"Could not parse request body into json: {error.Message}");
        }
    }

    private static AwsResponse Answer(Invocation invocation, InvocationOutcome outcome, bool withLog)
    {
        var headers = new Dictionary<string, string> { ["x-amzn-RequestId"] = invocation.RequestId, ["X-Amz-Executed-Version"] = outcome.Version };
        if (outcome.FunctionError is { } error) headers["X-Amz-Function-Error"] = error;
        if (withLog) headers["X-Amz-Log-Result"] = Convert.ToBase64String(Encoding.UTF8.GetBytes(outcome.Log));
        return Answer(StatusCodes.Status200OK, outcome.Payload, headers);
    }

    private static AwsResponse Answer(int status, byte[] body, Dictionary<string, string> headers) => new(status, "application/json", body) { Headers = headers };

    private static string? Decode(string? base64)
    {
        try
        {
            return base64 is null ? null : Encoding.UTF8.GetString(Convert.FromBase64String(base64));
        }
        catch (FormatException error)
        {
            throw new AwsException("InvalidRequestContentException", $"Client context must be a valid Base64-encoded JSON object: {error.Message}");
        }
    }
}
