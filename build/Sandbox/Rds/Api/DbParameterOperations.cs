using System.Xml.Linq;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Rds.Jobs;
using Notejam.Sandbox.Rds.Model;
using static Notejam.Sandbox.Gateway.AwsXml;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>Parameter groups: create, modify, describe, delete.</summary>
internal sealed class DbParameterOperations(RdsStore store, DbInstanceJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("CreateDBParameterGroup", CreateAsync),
        new("ModifyDBParameterGroup", ModifyAsync),
        new("ResetDBParameterGroup", ModifyAsync),
        new("DescribeDBParameterGroups", DescribeGroupsAsync),
        new("DescribeDBParameters", DescribeParametersAsync),
        new("DeleteDBParameterGroup", DeleteAsync),
    ];

    /// <summary>The parameter that decides whether connections without TLS are refused.</summary>
    public const string ForceSsl = "rds.force_ssl";

    /// <summary>CreateDBParameterGroup.</summary>
    public Task<AwsResponse> CreateAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var name = request.Query.Required("DBParameterGroupName").ToLowerInvariant();
        var family = request.Query.Required("DBParameterGroupFamily");
        if (!EngineVersions.IsFamily(family)) throw new AwsException("InvalidParameterValue", $"ParameterGroupFamily {family} is not a valid parameter group family");
        var group = new DbParameterGroup
        {
            Name = name,
            Arn = request.Arn("rds", "pg:" + name),
            Family = family,
            Description = request.Query.Required("Description"),
        };
        if (!region.ParameterGroups.TryAdd(name, group))
            throw new AwsException("DBParameterGroupAlreadyExists", $"Parameter group {name} already exists");
        RdsTags.Set(region, group.Arn, request.Query);
        return AwsResponse.Xml(request, RdsXml.Namespace, Write(group));
    }));

    /// <summary>ModifyDBParameterGroup, and ResetDBParameterGroup.</summary>
    public Task<AwsResponse> ModifyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var reset = request.Operation == "ResetDBParameterGroup";
        var (response, users) = store.Change(request.Region, region =>
        {
            var group = region.ParameterGroup(request.Query.Required("DBParameterGroupName"));
            if (!region.ParameterGroups.ContainsKey(group.Name))
                throw new AwsException("InvalidParameterValue", $"The default parameter group {group.Name} cannot be modified");
            var changes = request.Query.Structures("Parameters", "Parameter");
            foreach (var change in changes)
            {
                if (reset) group.Parameters.Remove(change.Required("ParameterName"));
                else group.Parameters[change.Required("ParameterName")] = new DbParameter(change["ParameterValue"] ?? "", change["ApplyMethod"] ?? "immediate");
            }

            if (request.Query.Bool("ResetAllParameters") == true) group.Parameters.Clear();
            var instances = region.Instances.Values.Where(instance => instance.ParameterGroupName == group.Name).ToList();
            if (changes.Any(change => change["ApplyMethod"] == "pending-reboot"))
                foreach (var instance in instances) instance.ParameterApplyStatus = "pending-reboot";
            return (AwsResponse.Xml(request, RdsXml.Namespace, Value("DBParameterGroupName", group.Name)), instances);
        });
        foreach (var instance in users.Where(instance => instance.Status == "available"))
            _ = jobs.Converge(request.Region, instance.ResourceId);
        return Task.FromResult(response);
    }

    /// <summary>DescribeDBParameterGroups.</summary>
    public Task<AwsResponse> DescribeGroupsAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
        AwsResponse.Xml(request, RdsXml.Namespace, List("DBParameterGroups",
            OneOrAll.Of(request.Query["DBParameterGroupName"], region.ParameterGroup, region.ParameterGroups.Values), Write))));

    /// <summary>DescribeDBParameters: those that the group sets, and the default that decides about TLS.</summary>
    public Task<AwsResponse> DescribeParametersAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Read(request.Region, region =>
    {
        var group = region.ParameterGroup(request.Query.Required("DBParameterGroupName"));
        var own = group.Parameters.Select(pair => Parameter(pair.Key, pair.Value.Value, "user", pair.Value.ApplyMethod));
        var defaults = group.Parameters.ContainsKey(ForceSsl)
            ? []
            : new[] { Parameter(ForceSsl, EngineVersions.ForcesSslByDefault(group.Family) ? "1" : "0", "system", "immediate") };
        var all = request.Query["Source"] switch
        {
            "user" => own,
            "system" => defaults,
            "engine-default" => [],
            _ => own.Concat(defaults),
        };
        return AwsResponse.Xml(request, RdsXml.Namespace, List("Parameters", all, parameter => parameter));
    }));

    /// <summary>DeleteDBParameterGroup.</summary>
    public Task<AwsResponse> DeleteAsync(AwsRequest request, CancellationToken cancellationToken) => Task.FromResult(store.Change(request.Region, region =>
    {
        var group = region.ParameterGroup(request.Query.Required("DBParameterGroupName"));
        if (region.Instances.Values.Any(instance => instance.ParameterGroupName == group.Name))
            throw new AwsException("InvalidDBParameterGroupState", $"One or more database instances are still members of this parameter group {group.Name}, so the group cannot be deleted");
        region.ParameterGroups.Remove(group.Name);
        region.Tags.Remove(group.Arn);
        return AwsResponse.Xml(request, RdsXml.Namespace);
    }));

    private static XElement Write(DbParameterGroup group) => new("DBParameterGroup",
        Value("DBParameterGroupName", group.Name),
        Value("DBParameterGroupFamily", group.Family),
        Value("Description", group.Description),
        Value("DBParameterGroupArn", group.Arn));

    private static XElement Parameter(string name, string value, string source, string applyMethod) => new("Parameter",
        Value("ParameterName", name),
        Value("ParameterValue", value),
        Value("Source", source),
        Value("ApplyType", applyMethod == "pending-reboot" ? "static" : "dynamic"),
        Value("DataType", "string"),
        Value("IsModifiable", true),
        Value("ApplyMethod", applyMethod));
}
