using System.Globalization;
using System.Text.Json.Nodes;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Where a container's lines go.</summary>
internal sealed record LogDestination(string Region, string Group, string Stream, bool CreateGroup)
{
    /// <summary>The destination that a container definition asks for; null for another driver than awslogs.</summary>
    public static LogDestination? Of(JsonObject container, string region, string taskId)
    {
        if ((string?)container["logConfiguration"]?["logDriver"] != "awslogs") return null;
        var options = container["logConfiguration"]!["options"] as JsonObject ?? [];
        var name = (string)container["name"]!;
        return new LogDestination(
            (string?)options["awslogs-region"] ?? region,
            (string?)options["awslogs-group"] ?? throw new CannotStartTaskException("ResourceInitializationError: failed to validate logger args: awslogs-group is missing", name),
            (string?)options["awslogs-stream-prefix"] is { } prefix ? $"{prefix}/{name}/{taskId}" : taskId,
            (string?)options["awslogs-create-group"] == "true");
    }
}

/// <summary>A line of a container's output.</summary>
internal readonly record struct LogLine(DateTimeOffset Moment, string Text)
{
    /// <summary>Reads a line as Docker writes it, its moment first; null for an empty one.</summary>
    public static LogLine? Parse(string line)
    {
        var space = line.IndexOf(' ', StringComparison.Ordinal);
        if (space < 0 || space == line.Length - 1) return null;
        return DateTimeOffset.TryParse(line[..space], CultureInfo.InvariantCulture, DateTimeStyles.AssumeUniversal, out var moment)
            ? new LogLine(moment, line[(space + 1)..])
            : null;
    }
}
