using System.Text.Json.Nodes;
using Notejam.Machine.Schedules;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Makes the backup jobs that plans want, when their rules are due.</summary>
internal sealed class PlanSchedule(BackupStore store, BackupJobs jobs, IRecoveryData data, TimeProvider clock)
{
    /// <summary>Looks at a region's plans.</summary>
    public void Step(string region)
    {
        var plans = store.Read(region, state => state.Plans.Values.Where(plan => plan.DeletedAt is null && plan.Selections.Count > 0).ToList());
        foreach (var plan in plans)
            foreach (var rule in plan.Current.Document.Structures("Rules"))
                if (IsDue(region, plan, rule)) Run(region, plan, rule);
    }

    private bool IsDue(string region, BackupPlan plan, JsonObject rule)
    {
        if (rule.Text("ScheduleExpression") is not { } schedule) return false;
        var key = Key(plan, rule);
        var now = clock.GetUtcNow();
        var last = store.Read(region, state => state.LastRuns.TryGetValue(key, out var time) ? time : plan.Current.CreatedAt);
        if (!(AwsSchedule.Next(schedule, last, rule.Text("ScheduleExpressionTimezone") ?? "Etc/UTC") <= now)) return false;
        store.Write(region, state => state.LastRuns[key] = now);
        return true;
    }

    private void Run(string region, BackupPlan plan, JsonObject rule)
    {
        var reference = new PlanReference(plan.Id, plan.Arn, plan.Current.Id, rule.Text("RuleId")!, rule.Text("RuleName")!);
        var copies = rule.Structures("CopyActions").ToDictionary(copy => copy.Text("DestinationBackupVaultArn")!, copy => Lifecycle.Read(copy.Structure("Lifecycle")));
        var tags = rule.Structure("RecoveryPointTags").ToDictionary(tag => tag.Key, tag => tag.Value?.GetValue<string>() ?? "");
        var done = new HashSet<string>();
        foreach (var selection in plan.Selections.Values)
            foreach (var (arn, resourceTags) in data.Resources(region))
                if (SelectionMatch.Selects(selection.Document, arn, resourceTags) && done.Add(arn))
                    jobs.Create(new BackupJobs.Wish(region, rule.Text("TargetBackupVaultName")!, arn, selection.Document.Text("IamRoleArn")!)
                    {
                        StartWindow = TimeSpan.FromMinutes(rule.Number("StartWindowMinutes") ?? 480),
                        CompletionWindow = TimeSpan.FromMinutes(rule.Number("CompletionWindowMinutes") ?? 10080),
                        Lifecycle = Lifecycle.Read(rule.Structure("Lifecycle")),
                        CreatedBy = reference,
                        Tags = tags,
                        Copies = copies,
                    });
    }

    private static string Key(BackupPlan plan, JsonObject rule) => $"{plan.Id}/{rule.Text("RuleId")}";
}
