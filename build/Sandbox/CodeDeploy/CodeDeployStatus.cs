using System.Text.Json.Nodes;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.CodeDeploy;

/// <summary>The deployments on the sandbox's page.</summary>
internal sealed class CodeDeployStatus(CodeDeployStore store) : IStatusSource
{
    private const int Shown = 20;

    /// <inheritdoc />
    public string Name => "codedeploy";

    /// <inheritdoc />
    public JsonNode Describe() => new JsonObject { ["deployments"] = JsonReading.Array(store.Latest(Shown).Select(Describe)) };

    private static JsonObject Describe(Deployment deployment) => new()
    {
        ["region"] = deployment.Region,
        ["name"] = deployment.Id,
        ["status"] = deployment.Status,
        ["group"] = CodeDeployRegion.GroupKey(deployment.ApplicationName, deployment.GroupName),
        ["creator"] = deployment.Creator,
        ["event"] = deployment.Events.FirstOrDefault(item => item.Status == "InProgress")?.Name,
        ["greenWeight"] = deployment.GreenWeight,
        ["createdAt"] = AwsResponse.Iso(deployment.CreatedAt),
        ["error"] = deployment.ErrorMessage,
    };
}
