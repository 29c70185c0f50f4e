using System.Xml.Linq;

namespace Notejam.Sandbox.Route53.Model;

/// <summary>A health check. Its configuration is kept as it was sent: every client reads back exactly what it wrote.</summary>
public sealed class HealthCheck
{
    public required string Id { get; set; }

    public required string CallerReference { get; set; }

    /// <summary>The element <c>HealthCheckConfig</c>, without a namespace.</summary>
    public required string Config { get; set; }

    /// <summary>Counts up with each change.</summary>
    public int Version { get; set; } = 1;

    /// <summary>What an alarm's data said when there last were any.</summary>
    public bool? LastKnown { get; set; }

    /// <summary>The configuration taken apart.</summary>
    public XElement Parse() => XElement.Parse(Config);
}
