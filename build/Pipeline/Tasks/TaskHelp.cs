using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Secrets;

namespace Notejam.Pipeline.Tasks;

/// <summary>What to do about a task that could not start or has ended, where its end says so. Pure.</summary>
internal static class TaskHelp
{
    /// <summary>The remedy; null when its end names none of what hands take away.</summary>
    /// <param name="end">The task's end, with its last log lines.</param>
    public static string? Of(string end, InfraOutputs infra)
    {
        if (DeletedSecret.RemedyOf(end) is { } restored) return restored;
        if (end.Contains("DecryptionFailure", StringComparison.Ordinal) || end.Contains("KMS", StringComparison.Ordinal))
            return "The key of what it reads cannot be used, which aws kms describe-key explains: ./build.sh Plan Apply enables one that was disabled by hand. Then run this again.";
        if (FindNamed(end, infra) is not { } named) return null;
        var (variable, secret) = named;
        return secret.Contains("/application", StringComparison.Ordinal)
            ? $"{variable} is what the secret {secret} holds: ./build.sh Preseed --from secret.json --region {infra.Region} gives it good values. Then run this again."
            : $"{variable} is what the secret {secret} holds: look at who has changed it (CloudTrail), then run this again.";
    }

    /// <summary>The first variable that the end names whose value comes from a secret.</summary>
    private static (string Variable, string Secret)? FindNamed(string end, InfraOutputs infra)
    {
        var container = (infra.TaskDefinitionTemplate["containerDefinitions"] as JsonArray)?.FirstOrDefault(item => (string?)item?["name"] == infra.ContainerName);
        foreach (var secret in container?["secrets"] as JsonArray ?? [])
            if ((string?)secret?["name"] is { } name && (string?)secret["valueFrom"] is { } from && Regex.IsMatch(end, $@"(?<!\w){Regex.Escape(name)}(?!\w)"))
                return (name, from);
        return null;
    }
}
