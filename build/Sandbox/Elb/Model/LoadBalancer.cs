namespace Notejam.Sandbox.Elb.Model;

/// <summary>A load balancer. Its address is derived from its number, which nobody else has while it lives.</summary>
public sealed class LoadBalancer
{
    public required string Arn { get; set; }

    public required string Name { get; set; }

    /// <summary>Which of the sandbox's load balancers, over all regions, from 1.</summary>
    public int Number { get; set; }

    public string Scheme { get; set; } = "internet-facing";

    public string Type { get; set; } = "application";

    public string IpAddressType { get; set; } = "ipv4";

    public string? VpcId { get; set; }

    public List<string> SecurityGroups { get; set; } = [];

    public List<Zone> Zones { get; set; } = [];

    public DateTimeOffset CreatedAt { get; set; }

    public Dictionary<string, string> Attributes { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];
}

/// <summary>A zone that a load balancer is in, by the subnet given for it.</summary>
public sealed record Zone(string SubnetId, string ZoneName);
