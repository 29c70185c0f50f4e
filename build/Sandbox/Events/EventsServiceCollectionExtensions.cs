using Notejam.Sandbox.Events.Api;
using Notejam.Sandbox.Events.Delivery;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Events;

/// <summary>Registers EventBridge's deliveries.</summary>
public static class EventsServiceCollectionExtensions
{
    /// <summary>Adds the delivery of events to functions, and of schedules. Needs functions (AddLambda).</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventBus>()
        .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>())
        .AddHostedService<ScheduledRules>()
        .AddAwsService("events", AwsProtocol.Json, operations => operations.Needs(_ => EventsAccess.Create()).Add<EventOperations>());
}
