namespace Notejam.Sandbox.Ecs;

/// <summary>What Application Auto Scaling asks of ECS: how many tasks a service is to run.</summary>
public interface IServiceCapacity
{
    /// <summary>An active service as it stands; null when there is none.</summary>
    ServiceCapacity? Find(string region, string cluster, string service);

    /// <summary>Sets the desired count, unless somebody else has changed it since it was looked at.</summary>
    /// <returns>Whether it was set.</returns>
    bool Change(string region, string cluster, string service, int from, int to);
}

/// <summary>How many tasks a service is to run and does run.</summary>
/// <param name="Deploying">Whether a deployment is under way: there is more than one task set.</param>
public sealed record ServiceCapacity(int Desired, int Running, bool Deploying);
