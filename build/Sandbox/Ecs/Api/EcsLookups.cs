using System.Globalization;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Look-ups by name or ARN that answer with AWS's own error when there is no such thing.</summary>
internal static class EcsLookups
{
    /// <summary>The last part of an ARN, or the name itself.</summary>
    public static string NameOf(string nameOrArn) => nameOrArn[(nameOrArn.LastIndexOf('/') + 1)..];

    /// <summary>An active cluster; <c>default</c> when none is named.</summary>
    public static Cluster Cluster(this EcsRegion region, string? nameOrArn) =>
        region.Clusters.GetValueOrDefault(NameOf(nameOrArn ?? "default")) is { Status: "ACTIVE" } found
            ? found
            : throw new AwsException("ClusterNotFoundException", "Cluster not found.");

    /// <summary>A service, whatever its status; null when there is none.</summary>
    public static ServiceRecord? FindService(this EcsRegion region, Cluster cluster, string nameOrArn) =>
        region.Services.Values.FirstOrDefault(service => service.ClusterName == cluster.Name && service.Name == NameOf(nameOrArn));

    /// <summary>A service that is active.</summary>
    public static ServiceRecord ActiveService(this EcsRegion region, string? cluster, string nameOrArn)
    {
        var service = region.FindService(region.Cluster(cluster), nameOrArn) ?? throw new AwsException("ServiceNotFoundException", "Service not found.");
        return service.Status == "ACTIVE" ? service : throw new AwsException("ServiceNotActiveException", "Service was not ACTIVE.");
    }

    /// <summary>A definition by family (its newest active revision), <c>family:revision</c> or ARN; null when there is none.</summary>
    public static TaskDefinition? FindDefinition(this EcsRegion region, string reference)
    {
        var name = NameOf(reference);
        if (name.Split(':') is [var family, var revision])
        {
            return int.TryParse(revision, NumberStyles.None, CultureInfo.InvariantCulture, out var number)
                ? region.TaskDefinitions.Find(definition => definition.Family == family && definition.Revision == number)
                : null;
        }

        return region.TaskDefinitions.FindLast(definition => definition.Family == name && definition.Status == "ACTIVE");
    }

    /// <summary>A definition that tasks may be started from.</summary>
    public static TaskDefinition ActiveDefinition(this EcsRegion region, string reference)
    {
        var found = region.FindDefinition(reference) ?? throw new AwsException("ClientException", "TaskDefinition not found.");
        return found.Status == "ACTIVE" ? found : throw new AwsException("ClientException", "TaskDefinition is inactive");
    }
}
