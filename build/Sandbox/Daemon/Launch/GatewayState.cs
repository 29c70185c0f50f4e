using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Daemon.Launch;

/// <summary>A gateway that answers, as far as a launcher asks.</summary>
/// <param name="ProcessId">Its process.</param>
/// <param name="Version">The sandbox's version that it runs.</param>
/// <param name="TimeScale">Seconds of AWS time in a second.</param>
/// <param name="CanHandOver">Whether a successor can take over from it without losing a request.</param>
/// <param name="Ended">The servers of the sandbox that have ended.</param>
internal sealed record GatewayState(int ProcessId, string? Version, double? TimeScale, bool CanHandOver, IReadOnlyList<string> Ended)
{
    /// <summary>Whether it is what a run needs, its servers aside.</summary>
    public bool Fits(LaunchRequest wanted) => Version == wanted.Version && TimeScale == wanted.TimeScale;

    /// <summary>Reads <c>/_sandbox/status</c>.</summary>
    public static GatewayState Read(JsonObject status) => new(
        (int?)status["processId"] ?? 0, (string?)status["version"], (double?)status["timeScale"], (bool?)status["canHandOver"] ?? false,
        [.. (status["processes"] as JsonArray ?? []).Where(process => (bool?)process!["running"] == false).Select(process => (string?)process!["name"] ?? "")]);
}
