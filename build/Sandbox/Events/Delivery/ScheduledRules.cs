using Notejam.Machine.Schedules;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Events.Delivery;

/// <summary>Rules with a schedule: their functions are called when it says so. Intervals are AWS's time, times of day are the clock's.</summary>
internal sealed partial class ScheduledRules(EventBus bus, SandboxOptions options, TimeProvider time, ILogger<ScheduledRules> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(2);

    // A rule's first interval begins when it is seen first, and anew with the sandbox.
    private readonly Dictionary<string, DateTimeOffset> _last = [];

    /// <summary>When a schedule is due after a moment; null when it never is.</summary>
    /// <exception cref="FormatException">It is no schedule.</exception>
    public static DateTimeOffset? DueAfter(string expression, DateTimeOffset last, double timeScale)
    {
        var next = AwsSchedule.Next(expression, last);
        return expression.StartsWith("rate", StringComparison.Ordinal) ? last + ((next - last) / timeScale) : next;
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            try
            {
                foreach (var region in SandboxOptions.Regions) await PassAsync(region, stoppingToken);
            }
            catch (AwsException error)
            {
                LogFailed(error.Message);
            }
        }
    }

    private async Task PassAsync(string region, CancellationToken cancellationToken)
    {
        foreach (var rule in await bus.EnabledAsync(region, EventBus.Default, cancellationToken))
        {
            if (rule.Text("ScheduleExpression") is not { } expression || rule.Text("Arn") is not { } arn) continue;
            var (key, now) = ($"{arn} {expression}", time.GetUtcNow());
            if (!_last.TryAdd(key, now) && IsDue(expression, _last[key], now))
            {
                _last[key] = now;
                await bus.CallAsync(region, EventBus.Default, rule, bus.New(region, "aws.events", "Scheduled Event", [], [arn]), cancellationToken);
            }
        }
    }

    private bool IsDue(string expression, DateTimeOffset last, DateTimeOffset now)
    {
        try
        {
            return DueAfter(expression, last, options.TimeScale) <= now;
        }
        catch (FormatException error)
        {
            LogFailed(error.Message);
            return false;
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Rules with a schedule were not looked at: {Reason}")]
    private partial void LogFailed(string reason);
}
