using Notejam.Pipeline.Tools;
using Serilog;

namespace Notejam.Build.Hosting;

/// <summary>Stage lines through NUKE's log.</summary>
internal sealed class SerilogStageLog : IStageLog
{
    // Lines come from tools and services: as a value, so that braces in them are text and not a template.
    public void Info(string line) => Log.Information("{Line:l}", line);

    public void Warn(string line) => Log.Warning("{Line:l}", line);
}
