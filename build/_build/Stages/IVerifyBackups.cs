using Notejam.Build.Hosting;
using Notejam.Pipeline.Options.Rules;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Reporting;
using Nuke.Common;

namespace Notejam.Build.Stages;

/// <summary>Backups → BackupVerdict.</summary>
internal interface IVerifyBackups : IPreflight
{
    // A backup a day, and two hours for it and its copy.
    private const decimal UsualRpoHours = 26;

    // Less than half a minute is no backup's age; more than a year is no target.
    private const double LeastRpoHours = 0.01;
    private const double MostRpoHours = 8760;

    [Number(LeastRpoHours, MostRpoHours, "hours", "26", IsWhole = false)]
    [Parameter("With VerifyBackups: how many hours old the newest recovery point may be. Default: 26")]
    decimal RpoHours => TryGetValue<decimal?>(() => RpoHours) ?? UsualRpoHours;

    Target VerifyBackups => _ => _
        .Description("Looks whether the backups of both regions are what they should be; changes nothing")
        .DependsOn<IPreflight>(x => x.Preflight)
        .Executes(() => Run("verify-backups", async cancellation =>
        {
            var outputs = await Pipeline.ReadBackupOutputsAsync(cancellation);
            var result = await Pipeline.CreateVerifyBackupsStage(outputs).RunAsync(DeliveryEnvironment, outputs, TimeSpan.FromHours((double)RpoHours), cancellation);
            Pipeline.WriteVerdict(result.Record);
            if (result.Record.Outcome != CheckOutcome.NG) await Pipeline.BeatAsync(Heartbeat.BackupsVerified, cancellation);
            return result;
        }));
}
