using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Scan;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>PushedImage → ScanVerdict.</summary>
internal interface IScanStage : IPushStage
{
    [Severity]
    [Parameter("Severity from which a finding blocks: low, medium, high or critical. Default: high")]
    string FailOn => TryGetValue(() => FailOn) ?? "high";

    Target Scan => _ => _
        .Description("Waits for ECR's scan of the digest and blocks on findings")
        .DependsOn<IPushStage>(x => x.Push)
        .Executes(() => Run("scan", async cancellation =>
        {
            var result = await Pipeline.CreateScanStage().RunAsync(Read<PushedImage>("push"), ScanGate.Parse(FailOn), cancellation);
            return result.Record.Passed ? result : result with { Outcome = StageOutcome.Failed, Reason = $"{result.Reason}\n{ScanGate.Table(result.Record)}" };
        }));
}
