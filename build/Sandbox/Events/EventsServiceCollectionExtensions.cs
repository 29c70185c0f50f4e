using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Events;

/// <summary>Registers EventBridge's deliveries.</summary>
public static class EventsServiceCollectionExtensions
{
    /// <summary>Adds the delivery of events to functions, and of schedules. Needs functions (AddLambda).</summary>
    public static IServiceCollection AddEvents(this IServiceCollection services) => services
        .AddSingleton<EventBus>()
        .AddSingleton<IEventBus>(provider => provider.GetRequiredService<EventBus>())
        .AddHostedService<ScheduledRules>()
        .AddSingleton<IAwsService, EventsService>();
}
