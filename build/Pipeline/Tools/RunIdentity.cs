using System.Globalization;

namespace Notejam.Pipeline.Tools;

/// <summary>A run of the pipeline, as what it leaves says whose it is.</summary>
/// <param name="Host">The machine's name, for people.</param>
/// <param name="Place">What tells machines, their starts and containers apart, in which process ids count; empty where nothing does.</param>
/// <param name="ProcessId">The process.</param>
/// <param name="StartedAt">When the process started: another one may get its id.</param>
public sealed record RunIdentity(string Host, string Place, int ProcessId, DateTimeOffset StartedAt)
{
    private const char Separator = '|';

    /// <summary>On one line.</summary>
    public override string ToString() => string.Join(Separator, Host, Place, ProcessId.ToString(CultureInfo.InvariantCulture), StartedAt.ToUnixTimeMilliseconds().ToString(CultureInfo.InvariantCulture));

    /// <summary>Reads what <see cref="ToString"/> has written; null for anything else.</summary>
    public static RunIdentity? Parse(string? text) =>
        text?.Split(Separator) is [var host, var place, var process, var started]
        && int.TryParse(process, NumberStyles.None, CultureInfo.InvariantCulture, out var id)
        && long.TryParse(started, NumberStyles.None, CultureInfo.InvariantCulture, out var time) && time <= DateTimeOffset.MaxValue.ToUnixTimeMilliseconds()
            ? new RunIdentity(host, place, id, DateTimeOffset.FromUnixTimeMilliseconds(time))
            : null;
}
