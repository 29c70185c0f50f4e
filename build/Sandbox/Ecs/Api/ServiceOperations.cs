using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Ecs.Scheduling;
using Notejam.Sandbox.Elb.Traffic;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>Operations on services.</summary>
internal sealed class ServiceOperations(EcsStore store, TrafficPlane traffic, EcsSignal signal, TimeProvider clock) : IOperations
{
    public IEnumerable<Operation> Operations =>
    [
        new("CreateService", Create),
        new("DescribeServices", Describe),
        new("UpdateService", Update),
        new("DeleteService", Delete),
        new("ListServices", List),
        new("DescribeTaskSets", DescribeTaskSets),
    ];

    private JsonObject Create(AwsRequest request)
    {
        var input = request.Json;
        var name = input.Required("serviceName");
        var groups = (input["loadBalancers"]?.AsArray() ?? []).Select(balancer => (string?)balancer!["targetGroupArn"]).OfType<string>().ToList();
        foreach (var group in groups.Where(group => traffic.LoadBalancersOf(request.Region, group).Count == 0))
            throw new AwsException("InvalidParameterException", $"The target group with targetGroupArn {group} does not have an associated load balancer.");
        var shown = store.Write(request.Region, region =>
        {
            var cluster = region.Cluster((string?)input["cluster"]);
            if (region.FindService(cluster, name) is { Status: not "INACTIVE" } existing)
            {
                throw new AwsException("InvalidParameterException", existing.Status == "DRAINING"
                    ? "Unable to Start a service that is still Draining."
                    : "Creation of service was not idempotent.");
            }

            var definition = region.ActiveDefinition(input.Required("taskDefinition"));
            ServiceRules.RequireNetwork(definition, input);
            var service = new ServiceRecord
            {
                Name = name,
                Arn = request.Arn("ecs", $"service/{cluster.Name}/{name}"),
                ClusterName = cluster.Name,
                ClusterArn = cluster.Arn,
                DesiredCount = (int?)input["desiredCount"] ?? 0,
                TaskDefinition = definition.Arn,
                Settings = ServiceRules.Settings(input),
                CreatedAt = clock.GetUtcNow(),
                Tags = JsonHelp.ReadTags(input),
            };
            AddPrimary(request.Region, service);
            region.Services[service.Arn] = service;
            return ServiceJson.Show(region, service);
        });
        signal.Pulse();
        return new JsonObject { ["service"] = shown };
    }

    private JsonObject Describe(AwsRequest request) => store.Read(request.Region, region =>
    {
        var cluster = region.Cluster((string?)request.Json["cluster"]);
        var asked = request.Json.Strings("services").Select(reference => (reference, service: region.FindService(cluster, reference))).ToList();
        return new JsonObject
        {
            ["services"] = JsonHelp.List(asked.Where(pair => pair.service is not null).Select(pair => ServiceJson.Show(region, pair.service!))),
            ["failures"] = JsonHelp.List(asked.Where(pair => pair.service is null).Select(pair => new JsonObject
            {
                ["arn"] = request.Arn("ecs", $"service/{cluster.Name}/{EcsLookups.NameOf(pair.reference)}"),
                ["reason"] = "MISSING",
            })),
        };
    });

    private JsonObject Update(AwsRequest request)
    {
        var input = request.Json;
        var shown = store.Write(request.Region, region =>
        {
            var service = region.ActiveService((string?)input["cluster"], input.Required("service"));
            if (service.IsCodeDeploy) ServiceRules.RefuseWhatCodeDeployOwns(input);
            var definition = input["taskDefinition"] is { } reference ? region.ActiveDefinition((string)reference!) : null;
            ServiceRules.Apply(service, input);
            if (input["desiredCount"] is { } count) service.DesiredCount = (int)count;
            if ((definition is not null && definition.Arn != service.TaskDefinition) || (bool?)input["forceNewDeployment"] == true)
            {
                service.TaskDefinition = definition?.Arn ?? service.TaskDefinition;
                foreach (var set in service.TaskSets) set.Status = "ACTIVE";
                AddPrimary(request.Region, service);
            }
            else if (service.Primary is { } primary)
            {
                primary.Desired = service.DesiredCount;
                primary.UpdatedAt = clock.GetUtcNow();
            }

            return ServiceJson.Show(region, service);
        });
        signal.Pulse();
        return new JsonObject { ["service"] = shown };
    }

    private JsonObject Delete(AwsRequest request)
    {
        var shown = store.Write(request.Region, region =>
        {
            var service = region.ActiveService((string?)request.Json["cluster"], request.Json.Required("service"));
            if (service.DesiredCount > 0 && (bool?)request.Json["force"] != true)
                throw new AwsException("InvalidParameterException", "The service cannot be stopped while it is scaled above 0.");
            service.Status = "DRAINING";
            service.DesiredCount = 0;
            foreach (var set in service.TaskSets) set.Desired = 0;
            return ServiceJson.Show(region, service);
        });
        signal.Pulse();
        return new JsonObject { ["service"] = shown };
    }

    private JsonObject List(AwsRequest request) => store.Read(request.Region, region =>
    {
        var cluster = region.Cluster((string?)request.Json["cluster"]);
        var chosen = region.Services.Values.Where(service => service.ClusterName == cluster.Name && service.Status == "ACTIVE");
        return new JsonObject { ["serviceArns"] = JsonHelp.Texts(chosen.Select(service => service.Arn)) };
    });

    private JsonObject DescribeTaskSets(AwsRequest request) => store.Read(request.Region, region =>
    {
        var service = region.ActiveService(request.Json.Required("cluster"), request.Json.Required("service"));
        var asked = request.Json.Strings("taskSets");
        var missing = asked.Where(reference => !service.TaskSets.Exists(set => set.Id == reference || set.Arn == reference));
        return new JsonObject
        {
            ["taskSets"] = JsonHelp.List(service.TaskSets
                .Where(set => asked.Count == 0 || asked.Contains(set.Id) || asked.Contains(set.Arn))
                .Select(set => ServiceJson.Show(region, service, set))),
            ["failures"] = JsonHelp.List(missing.Select(reference => new JsonObject { ["arn"] = reference, ["reason"] = "MISSING" })),
        };
    });

    private void AddPrimary(string region, ServiceRecord service)
    {
        var set = TaskSets.NewSet(region, service, service.TaskDefinition, clock.GetUtcNow());
        set.Status = "PRIMARY";
        service.TaskSets.Insert(0, set);
    }
}
