namespace Notejam.Sandbox.Elb.Model;

/// <summary>A listener of a load balancer.</summary>
public sealed class Listener
{
    public required string Arn { get; set; }

    public required string LoadBalancerArn { get; set; }

    public int Port { get; set; }

    public string Protocol { get; set; } = "HTTP";

    public string? SslPolicy { get; set; }

    public List<string> Certificates { get; set; } = [];

    /// <summary>What the certificates are for.</summary>
    public List<string> CertificateNames { get; set; } = [];

    public List<RuleAction> DefaultActions { get; set; } = [];

    /// <summary>ARN of the rule that stands for the default actions.</summary>
    public required string DefaultRuleArn { get; set; }

    public Dictionary<string, string> Attributes { get; set; } = [];

    public Dictionary<string, string> Tags { get; set; } = [];
}
