using System.Text.Json.Nodes;
using Notejam.Sandbox.Events;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Secrets.Rotating;

/// <summary>Tells EventBridge about rotations, in the form in which CloudTrail does it on AWS.</summary>
internal sealed partial class RotationEvents(IEventBus bus, TimeProvider time, ILogger<RotationEvents> log)
{
    private const string Service = "secretsmanager.amazonaws.com";

    /// <summary>Tells.</summary>
    /// <param name="name">For example <c>RotationSucceeded</c>.</param>
    /// <param name="error">Why it failed; null when it did not.</param>
    public async Task TellAsync(Rotation rotation, string name, string? error, CancellationToken cancellationToken)
    {
        var about = new JsonObject { ["SecretId"] = rotation.SecretArn };
        var detail = new JsonObject
        {
            ["eventVersion"] = "1.08",
            ["userIdentity"] = new JsonObject { ["accountId"] = SandboxOptions.AccountId, ["invokedBy"] = Service },
            ["eventTime"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
            ["eventSource"] = Service,
            ["eventName"] = name,
            ["awsRegion"] = rotation.Region,
            ["sourceIPAddress"] = Service,
            ["userAgent"] = Service,
            ["requestParameters"] = null,
            ["responseElements"] = null,
            ["additionalEventData"] = about,
            ["eventID"] = Guid.NewGuid().ToString(),
            ["readOnly"] = false,
            ["eventType"] = "AwsServiceEvent",
            ["managementEvent"] = true,
            ["recipientAccountId"] = SandboxOptions.AccountId,
            ["eventCategory"] = "Management",
        };
        if (error is not null) detail["errorMessage"] = error;
        try
        {
            await bus.PublishAsync(rotation.Region, "aws.secretsmanager", "AWS Service Event via CloudTrail", detail, cancellationToken);
        }
        catch (AwsException failure)
        {
            // What happened, happened, whether or not it could be told.
            LogLost(name, failure.Message);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The event {Name} could not be delivered: {Reason}")]
    private partial void LogLost(string name, string reason);
}
