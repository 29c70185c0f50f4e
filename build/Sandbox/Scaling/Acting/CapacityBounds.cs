using Notejam.Sandbox.Ecs;

namespace Notejam.Sandbox.Scaling.Acting;

/// <summary>Decides whether a service has to come back into its bounds.</summary>
internal static class CapacityBounds
{
    /// <summary>The change that is due; null when there is none.</summary>
    public static CapacityChange? Decide(ServiceCapacity service, int min, int max)
    {
        // A service that was never started, or that somebody stopped, is not for scaling to start.
        if (service.Desired == 0) return null;
        if (service.Desired < min) return new CapacityChange(min, $"minimum capacity was set to {min}");
        // As on AWS, a service grows during a deployment but does not shrink.
        return service.Desired > max && !service.Deploying ? new CapacityChange(max, $"maximum capacity was set to {max}") : null;
    }
}
