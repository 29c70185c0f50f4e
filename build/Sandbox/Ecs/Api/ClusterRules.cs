using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecs.Api;

/// <summary>What AWS refuses of a cluster's settings.</summary>
internal static class ClusterRules
{
    private const string Insights = "containerInsights";
    private static readonly string[] InsightsValues = ["enabled", "disabled", "enhanced"];
    private static readonly string[] Providers = ["FARGATE", "FARGATE_SPOT"];

    /// <summary>Checks what a request says about settings and capacity providers.</summary>
    /// <exception cref="AwsException">A setting or a capacity provider that there is not.</exception>
    public static void Demand(JsonObject input)
    {
        foreach (var setting in input.Structures("settings"))
        {
            var (name, value) = (setting.Text("name"), setting.Text("value"));
            if (name != Insights) throw Wrong($"Invalid setting name '{name}': it must be {Insights}.");
            if (!InsightsValues.Contains(value)) throw Wrong($"Invalid value '{value}' of {Insights}: it must be one of {string.Join(", ", InsightsValues)}.");
        }

        var providers = input.Texts("capacityProviders");
        foreach (var provider in providers.Where(provider => !Providers.Contains(provider))) throw Wrong($"The specified capacity provider '{provider}' was not found. Specify a valid name.");
        if (input["capacityProviders"] is null) return;
        foreach (var provider in input.Structures("defaultCapacityProviderStrategy").Select(strategy => strategy.Text("capacityProvider")).Where(provider => !providers.Contains(provider!)))
            throw Wrong($"The capacity provider '{provider}' of the default strategy is not among the cluster's: {string.Join(", ", providers)}.");
    }

    private static AwsException Wrong(string message) => new("InvalidParameterException", message);
}
