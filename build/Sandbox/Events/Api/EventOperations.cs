using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Events.Delivery;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Events.Api;

/// <summary>
/// EventBridge: only PutEvents is answered here, for events that a function waits for; the emulator knows no functions.
/// Events that no function waits for are left to it: it serves queues and log groups.
/// </summary>
internal sealed class EventOperations(EventBus bus, IEmulator emulator) : IOperations
{
    private static readonly string[] Forwarded =
    [
        "CancelReplay", "CreateApiDestination", "CreateArchive", "CreateConnection", "CreateEventBus", "DeleteApiDestination", "DeleteArchive",
        "DeleteConnection", "DeleteEventBus", "DeleteRule", "DescribeApiDestination", "DescribeArchive", "DescribeConnection", "DescribeEventBus",
        "DescribeReplay", "DescribeRule", "DisableRule", "EnableRule", "ListApiDestinations", "ListArchives", "ListConnections", "ListEventBuses",
        "ListReplays", "ListRuleNamesByTarget", "ListRules", "ListTagsForResource", "ListTargetsByRule", "PutPermission", "PutRule", "PutTargets",
        "RemovePermission", "RemoveTargets", "StartReplay", "TagResource", "TestEventPattern", "UntagResource", "UpdateApiDestination",
        "UpdateArchive", "UpdateConnection",
    ];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations => [new("PutEvents", PutAsync), .. Forwarded.Select(name => Operation.Forwarded(name, emulator))];

    private async Task<AwsResponse> PutAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var entries = request.Json.Structures("Entries");
        var delivered = new JsonArray();
        foreach (var entry in entries)
        {
            if (Read(request.Region, entry) is not { } happened) return await emulator.AnswerAsync(request, cancellationToken);
            var name = entry.Text("EventBusName") ?? "default";
            if (!await bus.DeliverAsync(request.Region, name[(name.LastIndexOf('/') + 1)..], happened, cancellationToken) && entries.Count == 1)
                return await emulator.AnswerAsync(request, cancellationToken);
            delivered.Add(new JsonObject { ["EventId"] = happened.Text("id") });
        }

        return AwsResponse.Json(new JsonObject { ["FailedEntryCount"] = 0, ["Entries"] = delivered });
    }

    private JsonObject? Read(string region, JsonObject entry)
    {
        try
        {
            return (entry.Text("Source"), entry.Text("DetailType"), JsonNode.Parse(entry.Text("Detail") ?? "null")) is ({ } source, { } type, JsonObject detail)
                ? bus.New(region, source, type, detail, entry.Texts("Resources"))
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
