using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Engine versions, and what can be ordered.</summary>
internal sealed class DbEngineOperations : IOperations
{
    private static readonly string[] Classes = ["db.t4g.micro", "db.t4g.small", "db.t4g.medium", "db.m7g.large", "db.r7g.large"];

    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("DescribeDBEngineVersions", DescribeVersionsAsync),
        new("DescribeOrderableDBInstanceOptions", DescribeOrderableAsync),
    ];

    /// <summary>DescribeDBEngineVersions.</summary>
    public static Task<AwsResponse> DescribeVersionsAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var asked = request.Query["EngineVersion"];
        var found = Versions(request)
            .Where(version => request.Query["DBParameterGroupFamily"] is not { } family || EngineVersions.Family(version) == family);
        if (request.Query.Bool("DefaultOnly") == true)
            found = found.Where(version => version == EngineVersions.Resolve(asked?.Split('.')[0]));
        return Task.FromResult(AwsResponse.Xml(request, RdsXml.Namespace, List("DBEngineVersions", found, Write)));
    }

    /// <summary>DescribeOrderableDBInstanceOptions.</summary>
    public static Task<AwsResponse> DescribeOrderableAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var options = Versions(request).SelectMany(version => Classes
            .Where(name => request.Query["DBInstanceClass"] is not { } wanted || wanted == name)
            .Select(name => Write(request, version, name)));
        return Task.FromResult(AwsResponse.Xml(request, RdsXml.Namespace, List("OrderableDBInstanceOptions", options, option => option)));
    }

    private static IEnumerable<string> Versions(AwsRequest request)
    {
        if (request.Query["Engine"] is not (null or EngineVersions.Postgres)) return [];
        return request.Query["EngineVersion"] is not { } asked
            ? EngineVersions.All
            : EngineVersions.All.Where(version => version == asked || version.StartsWith(asked + ".", StringComparison.Ordinal));
    }

    private static XElement Write(string version) => new("DBEngineVersion",
        Value("Engine", EngineVersions.Postgres),
        Value("EngineVersion", version),
        Value("MajorEngineVersion", version.Split('.')[0]),
        Value("DBParameterGroupFamily", EngineVersions.Family(version)),
        Value("DBEngineDescription", "PostgreSQL"),
        Value("DBEngineVersionDescription", $"PostgreSQL {version}-R1"),
        List("ExportableLogTypes", ["postgresql", "upgrade"], name => new XElement("member", name)),
        List("ValidUpgradeTarget", EngineVersions.All.Where(other => IsLater(other, version)), target => new XElement("UpgradeTarget",
            Value("Engine", EngineVersions.Postgres),
            Value("EngineVersion", target),
            Value("Description", $"PostgreSQL {target}-R1"),
            Value("AutoUpgrade", false),
            Value("IsMajorVersionUpgrade", target.Split('.')[0] != version.Split('.')[0]))),
        Value("SupportsLogExportsToCloudwatchLogs", true),
        Value("SupportsReadReplica", true),
        Value("Status", "available"));

    private static XElement Write(AwsRequest request, string version, string name) => new("OrderableDBInstanceOption",
        Value("Engine", EngineVersions.Postgres),
        Value("EngineVersion", version),
        Value("DBInstanceClass", name),
        Value("LicenseModel", "postgresql-license"),
        List("AvailabilityZones", ["a", "b", "c"], zone => new XElement("AvailabilityZone", Value("Name", request.Region + zone))),
        Value("MultiAZCapable", true),
        Value("Vpc", true),
        Value("SupportsStorageEncryption", true),
        Value("StorageType", "gp3"),
        Value("MinStorageSize", 20),
        Value("MaxStorageSize", 65536));

    private static bool IsLater(string one, string other) => Version.Parse(one) > Version.Parse(other);
}
