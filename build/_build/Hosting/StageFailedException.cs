using Notejam.Pipeline.Records;

namespace Notejam.Build.Hosting;

/// <summary>An explained failure on its way through NUKE, which prints exceptions in full: this one is only its message.</summary>
internal sealed class StageFailedException(PipelineException explained) : Exception(explained.Message, explained)
{
    public override string ToString() => Message;
}
