using Notejam.Build.Hosting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>The end of an environment.</summary>
internal interface IDestroy : IConfirmed
{
    Target Destroy => _ => _
        .Description("Takes the environment away, its database and backups in both regions included")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("destroy", async cancellation => await (await Pipeline.CreateDestroyStageAsync(cancellation)).RunAsync(Confirm ?? Ask($"This destroys {DeliveryEnvironment} in {Pipeline.Destination.Region}, its database included; of the primary region in the other one too, with all backups."), cancellation)));
}
