using System.Text.Json.Nodes;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Rds.Model;
using Notejam.Sandbox.Sns;

namespace Notejam.Sandbox.Rds.Jobs;

/// <summary>Publishes what happened to databases to the topics of the event subscriptions.</summary>
internal sealed partial class EventPublisher(RdsStore store, TopicPublisher topics, TimeProvider time, ILogger<EventPublisher> log) : BackgroundService
{
    private const string Subject = "RDS Notification Message";
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
            foreach (var region in SandboxOptions.Regions)
                await PublishAsync(region, stoppingToken);
    }

    private async Task PublishAsync(string region, CancellationToken cancellationToken)
    {
        var due = store.Read(region, state => state.EventSubscriptions.Values
            .Select(subscription => (subscription.Name, subscription.TopicArn, Events: state.Events.Where(subscription.Wants).ToList()))
            .Where(each => each.Events.Count > 0).ToList());
        foreach (var (name, topic, events) in due)
        {
            foreach (var item in events) await TryAsync(region, topic, item, cancellationToken);
            store.Change(region, state => state.EventSubscriptions.GetValueOrDefault(name)?.PublishedTo = events[^1].Date);
        }
    }

    private async Task TryAsync(string region, string topic, DbEvent item, CancellationToken cancellationToken)
    {
        try
        {
            await topics.PublishAsync(ServiceCalls.RdsPublishes, ServiceCalls.RdsEncrypts, item.SourceArn, region, topic, Subject, Message(item), cancellationToken);
        }
        catch (AwsException error)
        {
            LogLost(item.Message, topic, error.Message);
        }
    }

    // The members of an RDS event notification, Amazon RDS User Guide, "Working with Amazon RDS event notification".
    private static string Message(DbEvent item) => new JsonObject
    {
        ["Event Source"] = "db-instance",
        ["Event Time"] = item.Date.UtcDateTime.ToString("yyyy-MM-dd HH:mm:ss.fff", System.Globalization.CultureInfo.InvariantCulture),
        ["Source ID"] = item.SourceIdentifier,
        ["Source ARN"] = item.SourceArn,
        ["Event Message"] = item.Message,
    }.ToJsonString();

    [LoggerMessage(Level = LogLevel.Warning, Message = "\"{Message}\" could not be published to {Topic}: {Reason}")]
    private partial void LogLost(string message, string topic, string reason);
}
