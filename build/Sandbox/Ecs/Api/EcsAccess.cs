using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>What requests to ECS need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonelasticcontainerservice.html</summary>
internal sealed class EcsAccess() : ServiceAccess("ecs")
{
    public static ServiceAccess Create() => new EcsAccess
    {
        Names = new Dictionary<string, string[]>
        {
            ["ClusterName"] = ["cluster", "clusterName", "clusters", "=default"],
            ["ServiceName"] = ["service", "serviceName", "services"],
            ["ContainerInstanceId"] = ["containerInstance", "containerInstances"],
            ["TaskId"] = ["task", "tasks"],
            ["TaskSetId"] = ["taskSet", "taskSets", "primaryTaskSet", "=*"],
        },
        Keys = new Dictionary<string, string[]> { ["ecs:CreateAction"] = [], ["ecs:enable-execute-command"] = ["enableExecuteCommand"] },
        PassedRoles = new Dictionary<string, PassedRole>
        {
            ["RegisterTaskDefinition"] = new("ecs-tasks.amazonaws.com", "taskRoleArn", "executionRoleArn"),
            ["RunTask"] = new("ecs-tasks.amazonaws.com", "overrides.taskRoleArn", "overrides.executionRoleArn"),
            ["StartTask"] = new("ecs-tasks.amazonaws.com", "overrides.taskRoleArn", "overrides.executionRoleArn"),
            ["CreateService"] = new("ecs.amazonaws.com", "role"),
        },
    };

    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var needs = await base.NeedsOfAsync(facts, services, cancellationToken);
        // Every request about what is in a cluster says which: the default one when none is named.
        var cluster = facts.First("cluster", "clusterName") ?? "default";
        var arn = cluster.StartsWith("arn:", StringComparison.Ordinal) ? cluster : facts.Request.Arn("ecs", "cluster/" + cluster);
        return [.. needs.Select(need => need.Action.StartsWith("ecs:", StringComparison.Ordinal) ? need.With("ecs:cluster", arn) : need)];
    }

    // Tasks of a whole cluster are asked for as "*", with ecs:cluster, and not as those of any container instance:
    // https://github.com/cdklabs/construct-hub/pull/1207, https://github.com/fabfuel/ecs-deploy/issues/119.
    protected override IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts) =>
        action == "ecs:ListTasks" && facts.First("containerInstance") is null && !facts.All.Any(text => text.Contains(":container-instance/", StringComparison.Ordinal)) ? ["*"] : base.ResourcesOf(action, facts);

    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts)
    {
        if (type.Name != "task-definition") return base.ArnsOf(type, facts);
        // A family alone is about its newest revision; a new one has no number yet.
        return facts.Of("taskDefinition", "taskDefinitions", "family").Concat(facts.Of("resourceArn").Where(arn => arn.Contains(":task-definition/", StringComparison.Ordinal)))
            .Select(name => name.StartsWith("arn:", StringComparison.Ordinal) ? name : facts.Request.Arn("ecs", $"task-definition/{name}{(name.Contains(':', StringComparison.Ordinal) ? "" : ":*")}"));
    }

    // Tags of a task that is run are about the task, whose id is not known yet.
    protected override AccessNeed TagNeed(AccessNeed own, string action, RequestFacts facts) =>
        facts.Request.Operation is "RunTask" or "StartTask"
            ? new AccessNeed(action, facts.Request.Arn("ecs", $"task/{Last(facts.First("cluster") ?? "default")}/*")).With("ecs:CreateAction", facts.Request.Operation)
            : base.TagNeed(own, action, facts);

    private static string Last(string cluster) => cluster[(cluster.LastIndexOf('/') + 1)..];
}
