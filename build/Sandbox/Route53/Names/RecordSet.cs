using System.Xml.Linq;

namespace Notejam.Sandbox.Route53.Names;

/// <summary>An address record as its hosted zone has it.</summary>
/// <param name="Name">Host name, without the final dot.</param>
/// <param name="Failover"><c>PRIMARY</c> or <c>SECONDARY</c>; null where everybody gets the same answer.</param>
/// <param name="HealthCheckId">Without one the record is always answered with.</param>
/// <param name="AliasOf">Name of a load balancer; null where addresses are given.</param>
/// <param name="Addresses">The addresses given.</param>
internal sealed record RecordSet(string Name, string? Failover, string? HealthCheckId, string? AliasOf, IReadOnlyList<string> Addresses)
{
    /// <summary>Reads <c>ResourceRecordSet</c> of ListResourceRecordSets.</summary>
    public static RecordSet Read(XElement element) => new(
        Plain(Text(element, "Name")!),
        Text(element, "Failover"),
        Text(element, "HealthCheckId"),
        Child(element, "AliasTarget") is { } alias ? Plain(Text(alias, "DNSName")!) : null,
        [.. Child(element, "ResourceRecords")?.Elements().Select(record => Text(record, "Value")!) ?? []]);

    /// <summary>A name as people write it: Route 53 ends its names with a dot.</summary>
    public static string Plain(string name) => name.TrimEnd('.').ToLowerInvariant();

    private static XElement? Child(XElement parent, string name) => parent.Elements().FirstOrDefault(element => element.Name.LocalName == name);

    private static string? Text(XElement parent, string name) => Child(parent, name)?.Value is { Length: > 0 } text ? text : null;
}
