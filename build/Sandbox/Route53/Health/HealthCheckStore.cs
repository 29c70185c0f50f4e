using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Route53.Health;

/// <summary>Keeps health checks, which belong to no region.</summary>
internal sealed class HealthCheckStore(StateStore files)
{
    private const string FileName = "route53";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, HealthCheck> _checks = files.Load<Dictionary<string, HealthCheck>>(FileName);

    /// <summary>All, by their ids.</summary>
    public IReadOnlyList<HealthCheck> All
    {
        get
        {
            lock (_lock) return [.. _checks.Values.OrderBy(check => check.Id, StringComparer.Ordinal)];
        }
    }

    /// <summary>One of them; null when there is none.</summary>
    public HealthCheck? Find(string id)
    {
        lock (_lock) return _checks.GetValueOrDefault(id);
    }

    /// <summary>One of them.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public HealthCheck Get(string id) =>
        Find(id) ?? throw new AwsException("NoSuchHealthCheck", $"A health check with id {id} does not exist.", StatusCodes.Status404NotFound);

    /// <summary>Changes them and keeps the outcome.</summary>
    public T Write<T>(Func<Dictionary<string, HealthCheck>, T> change)
    {
        lock (_lock)
        {
            var result = change(_checks);
            files.Save(FileName, _checks);
            return result;
        }
    }
}
