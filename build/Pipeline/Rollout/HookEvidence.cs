using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Amazon.CloudWatchLogs.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>Why a hook of a deployment failed: the function that it is, and what that logged as an error.</summary>
public sealed class HookEvidence(IAmazonCloudWatchLogs logs)
{
    private const int Lines = 3;

    /// <summary>The hook that failed, in a few lines; null when none did.</summary>
    public async Task<string?> DescribeAsync(InfraOutputs infra, DeploymentSnapshot snapshot, CancellationToken cancellationToken)
    {
        var failed = snapshot.Events.FirstOrDefault(item => item.Value == "Failed" && infra.RolloutHooks.ContainsKey(item.Key)).Key;
        if (failed is null) return null;
        var function = infra.RolloutHooks[failed];
        var lines = await ReadErrorsAsync(function, snapshot.CreatedAt, cancellationToken);
        return $"hook {failed}: function {function} refused the release" + string.Concat(lines.Select(line => "\n    | " + line));
    }

    private async Task<IReadOnlyList<string>> ReadErrorsAsync(string function, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var response = await logs.FilterLogEventsAsync(new FilterLogEventsRequest { LogGroupName = $"/aws/lambda/{function}", StartTime = since.ToUnixTimeMilliseconds() }, cancellationToken);
            return [.. (response.Events ?? []).Select(item => FindError(item.Message)).OfType<string>().TakeLast(Lines)];
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return [];
        }
    }

    private static string? FindError(string line)
    {
        try
        {
            return StrictJson.Parse(line) is JsonObject json && (string?)json["LogLevel"] == "Error" ? (string?)json["Message"] : null;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            // What Lambda itself writes is no JSON.
            return null;
        }
    }
}
