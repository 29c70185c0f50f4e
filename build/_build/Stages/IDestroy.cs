using Notejam.Build.Hosting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>The end of an environment.</summary>
internal interface IDestroy : IConfirmed
{
    Target Destroy => _ => _
        .Description("Takes the environment away, its database and backups in both regions included")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("destroy", async cancellation => await (await Pipeline.CreateDestroyStageAsync(cancellation)).RunAsync(Confirm ?? Ask($"This destroys {DeliveryEnvironment}, its database and its backups."), cancellation)));
}
