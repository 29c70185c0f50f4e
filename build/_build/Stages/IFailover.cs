using Notejam.Build.Hosting;
using Notejam.Pipeline.Failover;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>RecoveryPoint → FailoverReport: the real thing.</summary>
internal interface IFailover : IDrDrill, IConfirmed
{
    [Switch]
    [Parameter("With Failover: do not back a primary region up once more that still answers")]
    bool NoLastBackup => TryGetValue<bool?>(() => NoLastBackup) ?? false;

    [Switch]
    [Parameter("With Failover: switch the traffic although a check of the data or of the primary found something")]
    bool AcceptFindings => TryGetValue<bool?>(() => AcceptFindings) ?? false;

    Target Failover => _ => _
        .Description("Lets the other region serve: freezes the primary, restores, rolls out, switches the traffic")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("failover-run", async cancellation =>
        {
            var targets = new RecoveryTargets((double)RpoHours * 3600, RtoMinutes * 60, CostCeiling, TimeCeiling * 60);
            var options = new FailoverOptions(targets, Confirm ?? Ask($"This lets the other region serve {DeliveryEnvironment}, and stops it in the primary one."), !NoLastBackup, AcceptFindings, Teardown);
            var result = await Pipeline.CreateFailoverStage().RunAsync(await Pipeline.ReadRecoveryOutputsAsync(cancellation), options, cancellation);
            if (result.Record is { } report) await Pipeline.WriteFailoverAsync(report, cancellation);
            return result;
        }));
}
