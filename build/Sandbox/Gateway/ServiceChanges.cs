using System.Collections.Concurrent;

namespace Notejam.Sandbox.Gateway;

/// <summary>Counts the changes of each service, so that what was read of it can be kept until the next one.</summary>
public sealed class ServiceChanges
{
    private readonly ConcurrentDictionary<string, long> _counts = new();

    /// <summary>How many changes a service has seen since the gateway started.</summary>
    /// <param name="service">Its signing name.</param>
    public long Of(string service) => _counts.GetValueOrDefault(service);

    /// <summary>Notes a change.</summary>
    /// <param name="service">Its signing name.</param>
    public void Note(string service) => _counts.AddOrUpdate(service, 1, (_, count) => count + 1);
}
