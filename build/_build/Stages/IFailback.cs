using Notejam.Build.Hosting;
using Notejam.Pipeline.Failback;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>What was written away → FailbackReport.</summary>
internal interface IFailback : IConfirmed
{
    Target Failback => _ => _
        .Description("Carries home what was written in the other region, compares it, leads the traffic back")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("failback-run", async cancellation =>
        {
            var options = new FailbackOptions(Confirm ?? Ask($"This replaces the database of {DeliveryEnvironment} in its primary region by the one that serves now."));
            var result = await Pipeline.CreateFailbackStage().RunAsync(await Pipeline.ReadRecoveryOutputsAsync(cancellation), options, cancellation);
            if (result.Record is { } report) await Pipeline.WriteFailbackAsync(report, cancellation);
            return result;
        }));
}
