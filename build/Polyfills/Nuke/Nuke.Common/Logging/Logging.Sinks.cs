using System.Globalization;
using Serilog.Core;
using Serilog.Events;

namespace Nuke.Common.Execution;

public static partial class Logging
{
    /// <summary>Keeps warnings and errors for the end of the build.</summary>
    public class InMemorySink : ILogEventSink
    {
        private readonly Lock _lock = new();
        private readonly List<LogEvent> _events = [];

        private InMemorySink()
        {
        }

        public static InMemorySink Instance { get; } = new();

        public IReadOnlyCollection<LogEvent> LogEvents
        {
            get
            {
                lock (_lock)
                    return [.. _events];
            }
        }

        public void Emit(LogEvent logEvent)
        {
            lock (_lock)
                _events.Add(logEvent);
        }
    }

    private sealed class HostSink(Host host) : ILogEventSink
    {
        public void Emit(LogEvent logEvent)
        {
            var text = logEvent.RenderMessage(CultureInfo.InvariantCulture);
            if (logEvent.Level == LogEventLevel.Warning)
                host.ReportWarning(text);
            else
                host.ReportError(text);
        }
    }
}
