using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>A recovery point on demand.</summary>
internal interface IBackup : IPreflight
{
    [Switch]
    [Parameter("With Backup: start the backup and leave; the next Backup follows it, copies it and writes its manifest")]
    bool NoWait => TryGetValue<bool?>(() => NoWait) ?? false;

    Target Backup => _ => _
        .Description("Backs the database up, copies it to the other region and signs what it must hold")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("backup", async cancellation =>
        {
            var infra = await Pipeline.ReadInfraAsync(cancellation);
            var outputs = await Pipeline.ReadBackupOutputsAsync(cancellation);
            return await (await Pipeline.CreateBackupStageAsync(outputs, cancellation)).RunAsync(infra, outputs, !NoWait, cancellation);
        }));
}
