using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace Notejam.Build.Hosting;

/// <summary>What every stage shares: where it delivers to, the records between stages, and how a stage runs.</summary>
internal interface IHazPipeline : INukeBuild
{
    [Region(UsedBy = typeof(Stages.IPreflight))]
    [Parameter("AWS region to deliver to, for example eu-central-1")]
    string? Region => TryGetValue(() => Region);

    [EnvironmentName(UsedBy = typeof(Stages.IPreflight))]
    [Parameter("Environment to deliver: its values are infra/environments/<name>.tfvars. Default: production", Name = "environment")]
    string DeliveryEnvironment => TryGetValue(() => DeliveryEnvironment) ?? "production";

    [Switch(UsedBy = typeof(Stages.IPreflight))]
    [Parameter("Deliver to two AWS regions on this machine, without an account", Name = "sandbox")]
    bool UseSandbox => TryGetValue<bool?>(() => UseSandbox) ?? false;

    [SandboxEndpoint]
    [Parameter("The sandbox's endpoint. Default: http://127.0.0.1:4566")]
    string SandboxEndpoint => TryGetValue(() => SandboxEndpoint) ?? "http://127.0.0.1:4566";

    [Switch(UsedBy = typeof(Stages.IPreflight))]
    [Parameter("With --sandbox: write what access control decided during the run, and the policy that each principal needed, to artifacts/access.json")]
    bool RecordAccess => TryGetValue<bool?>(() => RecordAccess) ?? false;

    [ResourceAddress(UsedBy = typeof(Stages.IPreflight))]
    [Parameter("Terraform addresses that a plan may destroy although what they hold cannot be made again")]
    string[] AllowDestroy => TryGetValue(() => AllowDestroy) ?? [];

    /// <summary>Folder of the records.</summary>
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";

    /// <summary>The library, wired for this run.</summary>
    PipelineHost Pipeline => PipelineHost.For(this);

    /// <summary>Runs a stage: its record is written whatever its outcome, and what went wrong is one message.</summary>
    void Run<T>(string stage, Func<CancellationToken, Task<StageResult<T>>> body) => Explained(() =>
    {
        var pipeline = Pipeline;
        pipeline.Artifacts.Remove(stage);
        // Without sources there is nothing to record either.
        var revision = pipeline.Revision;
        StageResult<T> result;
        try
        {
            result = body(pipeline.Cancellation).GetAwaiter().GetResult();
        }
#pragma warning disable CA1031 // A stage may throw anything: its record is written all the same.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            var explained = Rescue.Explain(exception);
            // A record that cannot be written must not hide what went wrong first.
            Rescue.Finish(() => pipeline.Artifacts.Write(stage, revision, pipeline.KnownDestination, new StageResult<T?>(pipeline.FindBegun<T>(stage), StageOutcome.Failed, explained.Message)));
            throw explained;
        }

        pipeline.Artifacts.Write(stage, revision, pipeline.KnownDestination, result);
        Tell(result.Outcome, result.Reason);
    });

    /// <summary>Does what is no stage: nothing is recorded, so that it works without sources too.</summary>
    void Act(Func<CancellationToken, Task<string>> body) => Explained(() => Tell(StageOutcome.Done, body(Pipeline.Cancellation).GetAwaiter().GetResult()));

    /// <summary>Reads the record of an earlier stage.</summary>
    T Read<T>(string stage) => Pipeline.Artifacts.Read<T>(stage, Pipeline.Revision, Pipeline.Destination);

    private void Tell(StageOutcome outcome, string reason)
    {
        ReportSummary(summary => { summary.Add("Result", reason.Split('\n')[0]); return summary; });
        if (outcome == StageOutcome.Failed) throw new PipelineException(reason);
        Log.Information("{Result:l}", outcome == StageOutcome.Skipped ? $"nothing to do: {reason}" : reason);
    }

    private static void Explained(Action action)
    {
        try
        {
            action();
        }
#pragma warning disable CA1031 // A target may throw anything: what NUKE prints is one message.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            throw new StageFailedException(Rescue.Explain(exception));
        }
    }
}
