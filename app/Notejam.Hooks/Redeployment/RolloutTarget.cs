using Notejam.Hooks.Configuration;

namespace Notejam.Hooks.Redeployment;

/// <summary>What is deployed anew, and how.</summary>
/// <param name="Hooks">The AppSpec's hooks: lifecycle event → function. The same as the pipeline's.</param>
/// <param name="Secrets">The secrets that tasks read when they start: ARN or name.</param>
internal sealed record RolloutTarget(string Cluster, string Service, string Application, string Group, IReadOnlyDictionary<string, string> Hooks, IReadOnlyList<string> Secrets)
{
    /// <summary>Reads the environment.</summary>
    public static RolloutTarget Read(FunctionSettings settings) => new(
        settings.Required("ECS_CLUSTER"), settings.Required("ECS_SERVICE"), settings.Required("CODEDEPLOY_APPLICATION"), settings.Required("CODEDEPLOY_GROUP"),
        settings.Texts("ROLLOUT_HOOKS"), settings.Required("SECRETS").Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries));
}
