using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Emulator;

/// <summary>Writes lines to CloudWatch Logs.</summary>
public sealed class LogGroups(IEmulator emulator, TimeProvider time)
{
    private const string Target = "Logs_20140328.";
    private const int EventsPerCall = 5000;
    private readonly ConcurrentDictionary<(string Region, string Group, string Stream), bool> _streams = new();

    /// <summary>Appends lines to a stream, made when missing. Lines carry the moment of the call.</summary>
    /// <exception cref="AwsException">No such group, or what else the emulator says.</exception>
    public async Task PutAsync(string region, string group, string stream, IReadOnlyList<string> lines, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(lines);
        await EnsureStreamAsync(region, group, stream, cancellationToken);
        var now = time.GetUtcNow().ToUnixTimeMilliseconds();
        // An empty message is an error there.
        foreach (var chunk in lines.Where(line => line.Length > 0).Chunk(EventsPerCall))
        {
            var events = chunk.Select(line => (JsonNode)new JsonObject { ["timestamp"] = now, ["message"] = line }).ToArray();
            var input = new JsonObject { ["logGroupName"] = group, ["logStreamName"] = stream, ["logEvents"] = new JsonArray(events) };
            await emulator.CallAsync(region, "logs", Target + "PutLogEvents", input, cancellationToken);
        }
    }

    private async Task EnsureStreamAsync(string region, string group, string stream, CancellationToken cancellationToken)
    {
        if (_streams.ContainsKey((region, group, stream))) return;
        try
        {
            var input = new JsonObject { ["logGroupName"] = group, ["logStreamName"] = stream };
            await emulator.CallAsync(region, "logs", Target + "CreateLogStream", input, cancellationToken);
        }
        catch (AwsException error) when (error.Code == "ResourceAlreadyExistsException")
        {
            // Made by an earlier gateway.
        }

        _streams[(region, group, stream)] = true;
    }
}
