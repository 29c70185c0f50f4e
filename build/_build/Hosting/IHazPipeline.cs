using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;
using Nuke.Common;
using Nuke.Common.IO;
using Serilog;

namespace Notejam.Build.Hosting;

/// <summary>What every stage shares: where it delivers to, the records between stages, and how a stage runs.</summary>
internal interface IHazPipeline : INukeBuild
{
    [Parameter("AWS region to deliver to, for example eu-central-1")]
    string? Region => TryGetValue(() => Region);

    [Parameter("Environment to deliver: its values are infra/environments/<name>.tfvars. Default: production", Name = "environment")]
    string DeliveryEnvironment => TryGetValue(() => DeliveryEnvironment) ?? "production";

    [Parameter("Deliver to two AWS regions on this machine, without an account", Name = "sandbox")]
    bool UseSandbox => TryGetValue<bool?>(() => UseSandbox) ?? false;

    [Parameter("The sandbox's endpoint. Default: http://127.0.0.1:4566")]
    string SandboxEndpoint => TryGetValue(() => SandboxEndpoint) ?? "http://127.0.0.1:4566";

    /// <summary>Folder of the records.</summary>
    AbsolutePath ArtifactsDirectory => RootDirectory / "artifacts";

    /// <summary>The library, wired for this run.</summary>
    PipelineHost Pipeline => PipelineHost.For(this);

    /// <summary>Runs a stage: its record is written whatever its outcome, and what went wrong is one message.</summary>
    void Run<T>(string stage, Func<CancellationToken, Task<StageResult<T>>> body)
    {
        var pipeline = Pipeline;
        pipeline.Artifacts.Remove(stage);
        try
        {
            var result = body(pipeline.Cancellation).GetAwaiter().GetResult();
            pipeline.Artifacts.Write(stage, pipeline.Revision, Region, result);
            ReportSummary(summary => { summary.Add("Result", result.Reason.Split('\n')[0]); return summary; });
            if (result.Outcome == StageOutcome.Failed) throw new PipelineException(result.Reason);
            Log.Information("{Result:l}", result.Outcome == StageOutcome.Skipped ? $"nothing to do: {result.Reason}" : result.Reason);
        }
        catch (Exception exception) when (Explanation.Of(exception) is { } explained)
        {
            if (pipeline.Artifacts.Find<object>(stage) is null)
                pipeline.Artifacts.Write(stage, pipeline.Revision, Region, new StageResult<T?>(default, StageOutcome.Failed, explained.Message));
            throw new StageFailedException(explained);
        }
    }

    /// <summary>Reads the record of an earlier stage.</summary>
    T Read<T>(string stage) => Pipeline.Artifacts.Read<T>(stage, Pipeline.Revision, Region);
}
