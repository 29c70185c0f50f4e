using System.Text.Json;
using System.Text.Json.Nodes;
using Amazon.CloudWatchLogs;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Rollout;

/// <summary>Why a hook of a deployment failed: the function that it is, and what that logged as an error; where that cannot be read, why not.</summary>
public sealed class HookEvidence(IAmazonCloudWatchLogs logs)
{
    private const int Lines = 3;

    /// <summary>The hook that failed, in a few lines; null when none did.</summary>
    public async Task<string?> DescribeAsync(InfraOutputs infra, DeploymentSnapshot snapshot, CancellationToken cancellationToken)
    {
        var failed = snapshot.Events.FirstOrDefault(item => item.Value == "Failed" && infra.RolloutHooks.ContainsKey(item.Key)).Key;
        if (failed is null) return null;
        var function = infra.RolloutHooks[failed];
        var group = $"/aws/lambda/{function}";
        var lines = await Evidence.ReadAsync(() => ReadErrorsAsync(group, snapshot.CreatedAt, cancellationToken), problem => [$"(why is not known: the log group {group} cannot be read: {problem})"], cancellationToken);
        return $"hook {failed}: function {function} refused the release" + string.Concat(lines.Select(line => "\n    | " + line));
    }

    private async Task<IReadOnlyList<string>> ReadErrorsAsync(string group, DateTimeOffset since, CancellationToken cancellationToken)
    {
        try
        {
            var (messages, areAll) = await new LogReader(logs).ReadSinceAsync(group, since, cancellationToken);
            var errors = messages.Select(FindError).OfType<string>().TakeLast(Lines).ToList();
            return errors.Count > 0 ? errors : [$"(it has logged no error since {since:HH:mm:ss} UTC{(areAll ? "" : $", in the first {messages.Count} lines")}: {group})"];
        }
        catch (Amazon.CloudWatchLogs.Model.ResourceNotFoundException)
        {
            return [$"(why is not known: there is no log group {group}; the function may never have run)"];
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
