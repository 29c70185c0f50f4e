using Nuke.Common.Utilities;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

/// <summary>The build's logger: Serilog, to the console.</summary>
public static partial class Logging
{
    private const string TargetProperty = "ExecutingTarget";
    private const string StandardTemplate = "[{Level:u3}] {Message:l}{NewLine}{Exception}";
    private const string TimestampTemplate = "{Timestamp:HH:mm:ss} " + StandardTemplate;
    private const string ErrorsAndWarningsTemplate = "[{Level:u3}] {" + TargetProperty + "}: {Message:l}{NewLine}";

    private static string target = string.Empty;

    /// <summary>What the console shows.</summary>
    public static readonly LoggingLevelSwitch LevelSwitch = new(LogEventLevel.Debug);

    internal static Verbosity Verbosity
    {
        get => LevelSwitch.MinimumLevel switch
        {
            LogEventLevel.Verbose => Verbosity.Verbose,
            LogEventLevel.Warning => Verbosity.Minimal,
            LogEventLevel.Error => Verbosity.Quiet,
            _ => Verbosity.Normal,
        };
        set => LevelSwitch.MinimumLevel = value switch
        {
            Verbosity.Verbose => LogEventLevel.Verbose,
            Verbosity.Minimal => LogEventLevel.Warning,
            Verbosity.Quiet => LogEventLevel.Error,
            _ => LogEventLevel.Debug,
        };
    }

    /// <summary>Sets <see cref="Log.Logger"/>.</summary>
    public static void Configure(INukeBuild build = null)
    {
        var timestamps = (build as NukeBuild)?.IsOutputEnabled(DefaultOutput.Timestamps) ?? false;
        var configuration = new LoggerConfiguration()
            .MinimumLevel.Verbose()
            .Enrich.With<TargetEnricher>()
            .WriteTo.Console(
                outputTemplate: timestamps ? TimestampTemplate : StandardTemplate,
                theme: Theme.Current.Console,
                applyThemeToRedirectedOutput: true,
                levelSwitch: LevelSwitch);
        if (build is not null)
        {
            configuration
                .WriteTo.Sink(InMemorySink.Instance, LogEventLevel.Warning)
                .WriteTo.Sink(new HostSink(build.Host), LogEventLevel.Warning);
        }

        Log.Logger = configuration.CreateLogger();
    }

    /// <summary>Log events carry the target's name until the result is disposed of.</summary>
    public static IDisposable SetTarget(string name)
    {
        var previous = target;
        target = name;
        return new DelegateDisposable(() => target = previous);
    }

    // The genuine engine does not put the logger back either: what the build logs from here on has no clock and no level.
    internal static void WriteErrorsAndWarnings()
    {
        var logger = Log.Logger = new LoggerConfiguration()
            .WriteTo.Console(
                outputTemplate: ErrorsAndWarningsTemplate,
                theme: Theme.Current.Console,
                applyThemeToRedirectedOutput: true)
            .CreateLogger();
        foreach (var logEvent in InMemorySink.Instance.LogEvents.Where(x => x.MessageTemplate.Text.Length > 0))
            logger.Write(logEvent);
    }

    private sealed class TargetEnricher : ILogEventEnricher
    {
        public void Enrich(LogEvent logEvent, ILogEventPropertyFactory propertyFactory) =>
            logEvent.AddOrUpdateProperty(new LogEventProperty(TargetProperty, new ScalarValue(target)));
    }
}
