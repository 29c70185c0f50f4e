using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Route53.Model;

/// <summary>The one holder of health checks, which belong to no region, by their ids.</summary>
internal sealed class HealthCheckStore(StateStore files) : Store<Dictionary<string, HealthCheck>>(files, "route53")
{
    /// <summary>All, by their ids.</summary>
    public IReadOnlyList<HealthCheck> All => Read(checks => checks.Values.OrderBy(check => check.Id, StringComparer.Ordinal).ToList());

    /// <summary>One of them; null when there is none.</summary>
    public HealthCheck? Find(string id) => Read(checks => checks.GetValueOrDefault(id));

    /// <summary>One of them.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public HealthCheck Get(string id) => Read(checks => Get(checks, id));

    /// <summary>One of those that a look or a change is about.</summary>
    /// <exception cref="AwsException">It is not among them.</exception>
    public static HealthCheck Get(Dictionary<string, HealthCheck> checks, string id) => checks.GetValueOrDefault(id)
        ?? throw new AwsException("NoSuchHealthCheck", $"A health check with id {id} does not exist.", StatusCodes.Status404NotFound);
}
