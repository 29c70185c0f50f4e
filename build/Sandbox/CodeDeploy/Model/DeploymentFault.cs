namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>A cause for which a deployment fails, under its code of errorInformation.</summary>
internal sealed class DeploymentFault(string code, string message) : Exception(message)
{
    /// <summary>For example <c>ECS_UPDATE_ERROR</c>.</summary>
    public string Code { get; } = code;
}
