using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>Keeps what a stage says.</summary>
internal sealed class SilentLog : IStageLog
{
    /// <summary>What was said.</summary>
    public List<string> Lines { get; } = [];

    /// <inheritdoc />
    public void Info(string line) => Lines.Add(line);

    /// <inheritdoc />
    public void Warn(string line) => Lines.Add(line);
}
