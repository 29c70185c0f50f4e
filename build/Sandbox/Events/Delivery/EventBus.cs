using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda;
using Notejam.Sandbox.Sns;

namespace Notejam.Sandbox.Events.Delivery;

/// <summary>Brings events to the functions and topics of the rules that match. Rules and targets are the emulator's bookkeeping.</summary>
internal sealed partial class EventBus(IEmulator emulator, IFunctions functions, TopicPublisher topics, TimeProvider time, ILogger<EventBus> log) : IEventBus
{
    private const string Principal = "events.amazonaws.com";
    /// <summary>The name of the bus that services of AWS tell events to.</summary>
    public const string Default = "default";

    /// <inheritdoc />
    public Task PublishAsync(string region, string source, string detailType, JsonObject detail, CancellationToken cancellationToken) =>
        DeliverAsync(region, Default, New(region, source, detailType, detail, []), cancellationToken);

    /// <summary>An event as targets get it.</summary>
    public JsonObject New(string region, string source, string detailType, JsonObject detail, IEnumerable<string> resources) => new()
    {
        ["version"] = "0",
        ["id"] = Guid.NewGuid().ToString(),
        ["detail-type"] = detailType,
        ["source"] = source,
        ["account"] = SandboxOptions.AccountId,
        ["time"] = time.GetUtcNow().UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", System.Globalization.CultureInfo.InvariantCulture),
        ["region"] = region,
        ["resources"] = JsonReading.Array(resources),
        ["detail"] = detail.DeepClone(),
    };

    /// <summary>Calls the functions, and publishes to the topics, of all rules that match.</summary>
    /// <returns>Whether any of them has one.</returns>
    public async Task<bool> DeliverAsync(string region, string bus, JsonObject happened, CancellationToken cancellationToken)
    {
        var any = false;
        foreach (var rule in await EnabledAsync(region, bus, cancellationToken))
            if (Pattern(rule) is { } pattern && EventPattern.Matches(pattern, happened)) any |= await CallAsync(region, bus, rule, happened, cancellationToken);
        return any;
    }

    /// <summary>The rules that are enabled, as the API describes them.</summary>
    public async Task<IReadOnlyList<JsonObject>> EnabledAsync(string region, string bus, CancellationToken cancellationToken) =>
        [.. (await ListAsync(region, "ListRules", new JsonObject { ["EventBusName"] = bus }, "Rules", cancellationToken)).Where(rule => rule.Text("State") == "ENABLED")];

    /// <summary>Calls the functions of a rule, and publishes to its topics.</summary>
    /// <returns>Whether it has any.</returns>
    public async Task<bool> CallAsync(string region, string bus, JsonObject rule, JsonObject happened, CancellationToken cancellationToken)
    {
        var any = false;
        var input = new JsonObject { ["Rule"] = rule.Text("Name"), ["EventBusName"] = bus };
        foreach (var target in await ListAsync(region, "ListTargetsByRule", input, "Targets", cancellationToken))
        {
            var arn = target.Text("Arn") ?? "";
            switch (arn.Split(':') is [_, _, var service, ..] ? service : "")
            {
                case "lambda":
                    any = true;
                    Call(region, rule, arn, TargetInput.Of(target, happened));
                    break;
                case "sns":
                    any = true;
                    await PublishAsync(region, rule, arn, TargetInput.Of(target, happened), cancellationToken);
                    break;
            }
        }

        return any;
    }

    private async Task PublishAsync(string region, JsonObject rule, string topic, string message, CancellationToken cancellationToken)
    {
        try
        {
            await topics.PublishAsync(ServiceCalls.EventsPublish, ServiceCalls.EventsEncrypt, rule.Text("Arn") ?? "", region, topic, null, message, cancellationToken);
        }
        catch (AwsException error)
        {
            LogFailed(rule.Text("Name"), topic, error.Message);
        }
    }

    private void Call(string region, JsonObject rule, string function, string input)
    {
        try
        {
            if (!functions.Allows(region, function, Principal, rule.Text("Arn") ?? "")) LogRefused(rule.Text("Name"), function, Principal);
            else functions.Enqueue(region, function, Encoding.UTF8.GetBytes(input));
        }
        catch (AwsException error)
        {
            LogFailed(rule.Text("Name"), function, error.Message);
        }
    }

    private async Task<List<JsonObject>> ListAsync(string region, string operation, JsonObject input, string key, CancellationToken cancellationToken)
    {
        var all = new List<JsonObject>();
        while (true)
        {
            var page = await emulator.CallAsync(region, "events", "AWSEvents." + operation, input, cancellationToken);
            all.AddRange(page.Structures(key));
            if (page.Text("NextToken") is not { } next) return all;
            input["NextToken"] = next;
        }
    }

    private static JsonObject? Pattern(JsonObject rule)
    {
        try
        {
            return rule.Text("EventPattern") is { } text ? JsonNode.Parse(text) as JsonObject : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rule {Rule} may not call {Function}: its resource policy does not allow lambda:InvokeFunction to {Principal}")]
    private partial void LogRefused(string? rule, string function, string principal);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rule {Rule} could not reach {Target}: {Reason}")]
    private partial void LogFailed(string? rule, string target, string reason);
}
