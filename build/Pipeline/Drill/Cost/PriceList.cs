using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Drill.Cost;

/// <summary>
/// What a drill costs an hour: AWS's on-demand list prices for eu-west-2, in US dollars, rounded up (aws.amazon.com, pages of
/// RDS, ElastiCache, Fargate, VPC and Elastic Load Balancing, 2025). For a ceiling, not for an invoice: traffic and storage
/// are covered by a tenth on top.
/// </summary>
internal static class PriceList
{
    private const decimal NatGateway = 0.05m, LoadBalancer = 0.0265m, PublicAddress = 0.005m, VirtualCpu = 0.0466m, MemoryGib = 0.0052m, OnTop = 1.1m;

    // What nobody has listed here is taken as dear as the largest that is.
    private const decimal Unlisted = 1.2m;

    private static readonly Dictionary<string, decimal> Hourly = new(StringComparer.Ordinal)
    {
        ["db.t4g.micro"] = 0.018m, ["db.t4g.small"] = 0.037m, ["db.t4g.medium"] = 0.074m, ["db.t4g.large"] = 0.147m,
        ["db.m7g.large"] = 0.2m, ["db.m7g.xlarge"] = 0.4m, ["db.r7g.large"] = 0.29m, ["db.r7g.xlarge"] = 0.58m,
        ["cache.t4g.micro"] = 0.018m, ["cache.t4g.small"] = 0.036m, ["cache.t4g.medium"] = 0.073m, ["cache.m7g.large"] = 0.18m, ["cache.r7g.large"] = 0.25m,
    };

    /// <summary>US dollars an hour while everything stands.</summary>
    public static decimal PerHour(RecoveryOutputs standing)
    {
        // A load balancer has an address a zone, the NAT gateway one.
        var network = NatGateway + LoadBalancer + PublicAddress * (standing.PrivateSubnetIds.Count + 1);
        var database = Of(standing.DatabaseInstanceClass) * (standing.DatabaseMultiAz ? 2 : 1);
        var (cpu, memory) = (Number(standing, "cpu") / 1024, Number(standing, "memory") / 1024);
        return (network + database + Of(standing.CacheNodeType) + standing.DesiredCount * (cpu * VirtualCpu + memory * MemoryGib)) * OnTop;
    }

    /// <summary>US dollars for a time.</summary>
    public static decimal For(RecoveryOutputs standing, TimeSpan time) => Math.Round(PerHour(standing) * (decimal)time.TotalHours, 2, MidpointRounding.ToPositiveInfinity);

    private static decimal Of(string size) => Hourly.GetValueOrDefault(size, Unlisted);

    private static decimal Number(RecoveryOutputs standing, string key) => decimal.TryParse((string?)standing.TaskDefinitionTemplate[key], System.Globalization.CultureInfo.InvariantCulture, out var number) ? number : 0;
}
