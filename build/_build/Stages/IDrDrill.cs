using Notejam.Build.Hosting;
using Notejam.Pipeline.Drill;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>RecoveryPoint → DrillReport.</summary>
internal interface IDrDrill : IVerifyBackups
{
    private const int UsualRtoMinutes = 60;
    private const int UsualTimeCeilingMinutes = 120;
    private const decimal UsualCostCeiling = 5;

    // A week.
    private const int LongestMinutes = 10_080;
    private const int HighestCost = 1_000_000;

    [Number(1, LongestMinutes, "minutes", "60")]
    [Parameter("With DrDrill and Failover: minutes after which people must be able to use Notejam again. Default: 60")]
    int RtoMinutes => TryGetValue<int?>(() => RtoMinutes) ?? UsualRtoMinutes;

    [Number(1, LongestMinutes, "minutes", "120")]
    [Parameter("With DrDrill: minutes after which the drill is broken off and taken down. Default: 120")]
    int TimeCeiling => TryGetValue<int?>(() => TimeCeiling) ?? UsualTimeCeilingMinutes;

    [Number(0, HighestCost, "US dollars", "5", IsWhole = false)]
    [Parameter("With DrDrill: US dollars that the drill may cost at the most. Default: 5")]
    decimal CostCeiling => TryGetValue<decimal?>(() => CostCeiling) ?? UsualCostCeiling;

    [Switch]
    [Parameter("With DrDrill: leave the restored Notejam standing, for people to look at")]
    bool Keep => TryGetValue<bool?>(() => Keep) ?? false;

    [Switch]
    [Parameter("With DrDrill: only take down what a kept or interrupted drill has left. With Failover: give up one that does not serve yet")]
    bool Teardown => TryGetValue<bool?>(() => Teardown) ?? false;

    Target DrDrill => _ => _
        .Description("Restores the newest backup in the other region, proves that Notejam works there, and takes it down again")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("dr-drill", async cancellation =>
        {
            var targets = new RecoveryTargets((double)RpoHours * 3600, RtoMinutes * 60, CostCeiling, TimeCeiling * 60);
            var standing = await Pipeline.ReadRecoveryOutputsAsync(cancellation);
            var stage = Pipeline.CreateDrillStage();
            var result = await stage.RunAsync(standing, new DrillOptions(targets, Keep, Teardown), cancellation);
            if (result.Record is not { } report) return result;
            await Pipeline.WriteDrillAsync(report, stage.Pictures, cancellation);
            // A kept one is not over yet.
            if (report is { Outcome: DrillOutcome.Passed, Kept: false }) await Pipeline.BeatAsync(Heartbeat.DrillPassed, cancellation);
            return result;
        }));
}
