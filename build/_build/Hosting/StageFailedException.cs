using System.Collections.Concurrent;
using Notejam.Pipeline.Records;

namespace Notejam.Build.Hosting;

/// <summary>An explained failure on its way through NUKE, which prints exceptions in full: this one is only its message.</summary>
internal sealed class StageFailedException : Exception
{
    private static readonly ConcurrentQueue<PipelineException> Failures = new();

    public StageFailedException(PipelineException explained) : base(explained.Message, explained) => Failures.Enqueue(explained);

    /// <summary>What the stages of this run have failed by: NUKE keeps it to itself.</summary>
    public static IReadOnlyCollection<PipelineException> All => Failures;

    public override string ToString() => Message;
}
