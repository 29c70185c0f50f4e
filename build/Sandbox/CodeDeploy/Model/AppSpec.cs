namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>What an AppSpec of an ECS deployment says.</summary>
/// <param name="Hooks">Function names by lifecycle event.</param>
public sealed record AppSpec(string TaskDefinition, string ContainerName, int ContainerPort, IReadOnlyDictionary<string, string> Hooks);
