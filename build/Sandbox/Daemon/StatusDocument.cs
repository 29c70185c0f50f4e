using System.Text.Json.Nodes;
using Notejam.Sandbox.Daemon.Handover;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Daemon;

/// <summary>What <c>/_sandbox/status</c> answers.</summary>
internal sealed partial class StatusDocument(
    SandboxOptions options, ManagedProcesses processes, HandoverServer handover, IEnumerable<IStatusSource> sources, ILogger<StatusDocument> log)
{
    /// <summary>The document as of now.</summary>
    public JsonObject Create()
    {
        var services = new JsonObject();
        var counts = new JsonObject();
        foreach (var source in sources)
        {
            var part = Describe(source);
            services[source.Name] = part;
            counts[source.Name] = Count(part);
        }

        var servers = processes.List();
        return new JsonObject
        {
            // A gateway without one of its servers answers, and much of what it answers is an error.
            ["ready"] = servers.All(server => server.Running),
            ["version"] = GatewayProcess.Version,
            ["processId"] = Environment.ProcessId,
            ["canHandOver"] = handover.IsPossible,
            ["port"] = options.Port,
            ["timeScale"] = options.TimeScale,
            ["stateDirectory"] = options.StateDirectory,
            ["regions"] = new JsonArray([.. SandboxOptions.Regions.Select(Region)]),
            ["processes"] = new JsonArray([.. servers.Select(Process)]),
            ["counts"] = counts,
            ["services"] = services,
        };
    }

    private JsonNode Describe(IStatusSource source)
    {
        try
        {
            return source.Describe();
        }
        catch (Exception error)
        {
            // One room in trouble must not hide the others.
            LogFailed(error, source.Name);
            return new JsonObject { ["error"] = error.Message };
        }
    }

    private static JsonObject Count(JsonNode part) => new((part as JsonObject ?? [])
        .Where(kind => kind.Value is JsonArray)
        .Select(kind => KeyValuePair.Create(kind.Key, (JsonNode?)JsonValue.Create(((JsonArray)kind.Value!).Count))));

    private JsonNode Region(string name) => new JsonObject { ["name"] = name, ["registry"] = $"127.0.0.1:{options.RegistryPort(name)}" };

    private static JsonNode Process(ManagedProcessStatus process) => new JsonObject
    {
        ["name"] = process.Name,
        ["processId"] = process.ProcessId,
        ["running"] = process.Running,
        ["log"] = process.LogFile,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "The status of {Source} cannot be told")]
    private partial void LogFailed(Exception error, string source);
}
