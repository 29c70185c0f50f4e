using System.Text.Json.Nodes;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Ecs.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>What the agent may do for a task before its containers run: as the execution role of the task may, if it has one.</summary>
internal sealed class ExecutionRole(IServicePermissions permissions)
{
    /// <summary>Demands a call of the agent's.</summary>
    /// <exception cref="AwsException">The role may not.</exception>
    public Task DemandAsync(ServiceCall call, string region, string? role, string resource, CancellationToken cancellationToken, params IReadOnlyList<(string Key, string Value)> keys) =>
        role is null ? Task.CompletedTask : permissions.DemandAsync(call, role, "ecs-agent", region, [resource], $"arn:aws:ecs:{region}:{SandboxOptions.AccountId}:*", cancellationToken, keys);

    /// <summary>The role of a task: its own if it was given one when it was run, else the definition's.</summary>
    public static string? Of(EcsTask task, TaskDefinition definition) =>
        ((string?)task.Settings["overrides"]?["executionRoleArn"] ?? (string?)definition.Body["executionRoleArn"]) is { Length: > 0 } role
            ? role.StartsWith("arn:", StringComparison.Ordinal) ? role : $"arn:aws:iam::{SandboxOptions.AccountId}:role/{role}"
            : null;
}
