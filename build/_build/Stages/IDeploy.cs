using Notejam.Build.Hosting;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Nuke.Common;
using Nuke.Common.Execution;
using Serilog;

namespace Notejam.Build.Stages;

/// <summary>The whole path: commit → tests → image → registry → gate → infrastructure → rollout → an answering Notejam.</summary>
internal interface IDeploy : IVerifyStage
{
    Target Deploy => _ => _
        .Description("The whole path, from the sources to a Notejam that answers")
        .DependsOn<IVerifyStage>(x => x.Verify)
        .Executes(() => { });

    /// <summary>Writes <c>artifacts/deploy.json</c> whatever the outcome, if Deploy was asked for and anything of it was run.</summary>
    void WriteReport(DateTimeOffset startedAt)
    {
        if (!InvokedTargets.Any(target => target.Name == nameof(Deploy))) return;
        var stages = ExecutionPlan.Where(target => target.Name != nameof(Deploy))
            .Select(target => new StageRun(target.Name == nameof(IPlanStage.PlanInfra) ? "Plan" : target.Name, target.Duration, target.Status is ExecutionStatus.Succeeded, target.Status is ExecutionStatus.Skipped)).ToList();
        // A run of which the caller left out everything has no outcome; without sources nothing was begun, and the message has said why.
        if (stages.All(stage => stage.WasSkipped) || Pipeline.FindRevision() is not { } revision) return;
        var report = DeployReportBuilder.Build(Pipeline.Artifacts, revision, Pipeline.KnownDestination ?? new Destination("", Region ?? "", DeliveryEnvironment), startedAt, stages);
        Pipeline.Artifacts.WriteFile("deploy", report);
        foreach (var line in DeployReportText.Lines(report)) Log.Information("{Line:l}", line);
    }
}
