using System.Globalization;
using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Elb.Model;

/// <summary>A target group with its targets.</summary>
public sealed class TargetGroup
{
    public required string Arn { get; set; }

    public required string Name { get; set; }

    public string? Protocol { get; set; }

    public string? ProtocolVersion { get; set; }

    public int? Port { get; set; }

    public string? VpcId { get; set; }

    public string TargetType { get; set; } = "instance";

    public string IpAddressType { get; set; } = "ipv4";

    public HealthCheck HealthCheck { get; set; } = new();

    public List<Target> Targets { get; set; } = [];

    public Dictionary<string, string> Attributes { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>How long a target that is taken out may finish its requests; AWS time.</summary>
    [JsonIgnore]
    public TimeSpan DeregistrationDelay =>
        TimeSpan.FromSeconds(int.Parse(Attributes["deregistration_delay.timeout_seconds"], CultureInfo.InvariantCulture));
}

/// <summary>A registered target: an address in the sandbox's network, and a port.</summary>
public sealed record Target(string Id, int Port, string? AvailabilityZone = null);

/// <summary>How a target group's targets are checked. Times are seconds, AWS time.</summary>
public sealed record HealthCheck
{
    public bool Enabled { get; init; } = true;

    public string Protocol { get; init; } = "HTTP";

    public string Port { get; init; } = "traffic-port";

    public string Path { get; init; } = "/";

    public int IntervalSeconds { get; init; } = 30;

    public int TimeoutSeconds { get; init; } = 5;

    public int HealthyThreshold { get; init; } = 5;

    public int UnhealthyThreshold { get; init; } = 2;

    /// <summary>Codes that count as healthy: <c>200</c>, <c>200,204</c>, <c>200-299</c>.</summary>
    public string Matcher { get; init; } = "200";
}
