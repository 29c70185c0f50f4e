namespace Notejam.Sandbox.Ec2;

/// <summary>A subnet, its VPC and its Availability Zone.</summary>
public sealed record Subnet(string Id, string VpcId, string Zone);
