using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>What Lambda itself writes to a function's log, as text or as JSON, and where it goes.</summary>
internal static class FunctionLog
{
    /// <summary>The function's log group.</summary>
    public static string GroupOf(FunctionTarget target) => target.Version.Settings.Structure("LoggingConfig").Text("LogGroup") ?? $"/aws/lambda/{target.Name}";

    /// <summary>The name of a process's log stream.</summary>
    public static string NewStream(FunctionTarget target, DateTimeOffset now) =>
        $"{now.UtcDateTime.ToString("yyyy/MM/dd", CultureInfo.InvariantCulture)}/[{target.Version.Version}]{Guid.NewGuid():N}";

    /// <summary>An invocation begins.</summary>
    public static string Start(FunctionTarget target, string requestId, DateTimeOffset now) => IsJson(target)
        ? Record(now, "platform.start", new JsonObject { ["requestId"] = requestId, ["version"] = target.Version.Version })
        : $"START RequestId: {requestId} Version: {target.Version.Version}";

    /// <summary>An invocation is over: what it took.</summary>
    public static IReadOnlyList<string> End(FunctionTarget target, string requestId, Measure measure, bool failed, DateTimeOffset now)
    {
        var billed = (long)Math.Ceiling(measure.Duration.TotalMilliseconds);
        if (IsJson(target))
        {
            var metrics = new JsonObject
            {
                ["durationMs"] = Math.Round(measure.Duration.TotalMilliseconds, 3),
                ["billedDurationMs"] = billed,
                ["memorySizeMB"] = target.Version.MemorySize,
                ["maxMemoryUsedMB"] = measure.PeakMegabytes,
            };
            if (measure.Init is { } took) metrics["initDurationMs"] = Math.Round(took.TotalMilliseconds, 3);
            return [Record(now, "platform.report", new JsonObject { ["requestId"] = requestId, ["metrics"] = metrics, ["status"] = failed ? "error" : "success" })];
        }

        var init = measure.Init is { } before ? string.Create(CultureInfo.InvariantCulture, $"Init Duration: {before.TotalMilliseconds:F2} ms\t") : "";
        return
        [
            $"END RequestId: {requestId}",
            string.Create(CultureInfo.InvariantCulture, $"REPORT RequestId: {requestId}\tDuration: {measure.Duration.TotalMilliseconds:F2} ms\tBilled Duration: {billed} ms\t")
                + string.Create(CultureInfo.InvariantCulture, $"Memory Size: {target.Version.MemorySize} MB\tMax Memory Used: {measure.PeakMegabytes} MB\t{init}"),
        ];
    }

    private static bool IsJson(FunctionTarget target) => target.Version.Settings.Structure("LoggingConfig").Text("LogFormat") == "JSON";

    private static string Record(DateTimeOffset now, string type, JsonObject record) =>
        new JsonObject { ["time"] = AwsResponse.Iso(now), ["type"] = type, ["record"] = record }.ToJsonString();

    /// <summary>What an invocation took.</summary>
    /// <param name="Init">How long the process took to come up, when this was its first.</param>
    internal sealed record Measure(TimeSpan Duration, int PeakMegabytes, TimeSpan? Init);
}
