using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda.Model;
using Notejam.Sandbox.Sns;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Tells where a function's settings say how an event ended: a topic, a queue, or another function.</summary>
internal sealed partial class Destinations(IEmulator emulator, TopicPublisher topics, Functions functions, TimeProvider time, ILogger<Destinations> log)
{
    /// <summary>Tells it; what cannot be told is a line in the log.</summary>
    /// <param name="config">What is set about the function's events.</param>
    /// <param name="outcome">How the last attempt ended; null when there was none.</param>
    public async Task TellAsync(string region, FunctionTarget target, QueuedEvent item, EventInvokeConfig? config, InvocationOutcome? outcome, CancellationToken cancellationToken)
    {
        var failed = outcome?.FunctionError is not null || outcome is null;
        if (config?.Destinations.Structure(failed ? "OnFailure" : "OnSuccess").Text("Destination") is not { } arn) return;
        var record = Record(target, item, outcome, failed);
        try
        {
            await SendAsync(region, arn, record.ToJsonString(), cancellationToken);
        }
        catch (AwsException error)
        {
            LogLost(target.Name, arn, error.Message);
        }
    }

    private async Task SendAsync(string region, string arn, string message, CancellationToken cancellationToken)
    {
        var (service, name) = (arn.Split(':')[2], arn[(arn.LastIndexOf(':') + 1)..]);
        switch (service)
        {
            case "sns":
                await topics.PublishAsync(region, arn, null, message, cancellationToken);
                break;
            case "sqs":
                var queue = await emulator.CallAsync(region, "sqs", "AmazonSQS.GetQueueUrl", new JsonObject { ["QueueName"] = name }, cancellationToken);
                var input = new JsonObject { ["QueueUrl"] = queue.Text("QueueUrl"), ["MessageBody"] = message };
                await emulator.CallAsync(region, "sqs", "AmazonSQS.SendMessage", input, cancellationToken);
                break;
            case "lambda":
                functions.Enqueue(region, arn, Encoding.UTF8.GetBytes(message));
                break;
            default:
                throw AwsException.NotServed($"destinations of {service} are not implemented");
        }
    }

    private JsonObject Record(FunctionTarget target, QueuedEvent item, InvocationOutcome? outcome, bool failed)
    {
        var record = new JsonObject
        {
            ["version"] = "1.0",
            ["timestamp"] = AwsResponse.Iso(time.GetUtcNow()),
            ["requestContext"] = new JsonObject
            {
                ["requestId"] = item.Id,
                ["functionArn"] = target.QualifiedArn,
                ["condition"] = failed ? (outcome is null ? "EventAgeExceeded" : "RetriesExhausted") : "Success",
                ["approximateInvokeCount"] = item.Failures + (failed ? 0 : 1),
            },
            ["requestPayload"] = JsonNode.Parse(item.Payload),
        };
        if (outcome is null) return record;
        var context = new JsonObject { ["statusCode"] = StatusCodes.Status200OK, ["executedVersion"] = outcome.Version };
        if (outcome.FunctionError is { } error) context["functionError"] = error;
        record["responseContext"] = context;
        record["responsePayload"] = JsonNode.Parse(outcome.Payload);
        return record;
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "How an event for {Function} ended could not be told to {Destination}: {Reason}")]
    private partial void LogLost(string function, string destination, string reason);
}
