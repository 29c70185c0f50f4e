using System.IO.Enumeration;
using System.Text.Json.Nodes;
using Notejam.Machine.Schedules;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>Restore testing: restores a recent recovery point when a plan is due, and removes what it restored once that was validated or its window is over.</summary>
internal sealed class RestoreTests(BackupStore store, RestoreJobs jobs, IRecoveryData data, SandboxOptions options, TimeProvider clock)
{
    /// <summary>Looks at a region's restore testing plans and at what they restored.</summary>
    public void Step(string region)
    {
        foreach (var plan in store.Read(region, state => state.RestoreTestingPlans.Values.ToList()))
            if (IsDue(region, plan))
                foreach (var selection in plan.Selections.Values.ToList()) Run(region, plan, selection);
        foreach (var job in store.Read(region, state => state.RestoreJobs.Values.Where(job => job is { TestingPlanArn: not null, DeletionStatus: null, IsOver: true, CreatedResourceArn: not null }).ToList()))
            if (job.ValidationStatus is not null || clock.GetUtcNow() >= job.CompletedAt + WindowOf(region, job)) Remove(region, job);
    }

    private bool IsDue(string region, RestoreTestingPlan plan)
    {
        var now = clock.GetUtcNow();
        var last = store.Read(region, state => state.LastRuns.TryGetValue(plan.Arn, out var time) ? time : plan.UpdatedAt ?? plan.CreatedAt);
        if (!(AwsSchedule.Next(plan.Document.Text("ScheduleExpression")!, last, plan.Document.Text("ScheduleExpressionTimezone") ?? "Etc/UTC") <= now)) return false;
        store.Write(region, state => state.LastRuns[plan.Arn] = now);
        return true;
    }

    private void Run(string region, RestoreTestingPlan plan, RestoreTestingSelection selection)
    {
        var rules = plan.Document.Structure("RecoveryPointSelection");
        var oldest = clock.GetUtcNow() - TimeSpan.FromDays(rules.Number("SelectionWindowDays") ?? 30) / options.TimeScale;
        var resources = selection.Document.Texts("ProtectedResourceArns");
        var found = store.Read(region, state => state.Vaults.Values
            .Where(vault => rules.Texts("IncludeVaults").Any(pattern => Like(pattern, vault.Arn)) && !rules.Texts("ExcludeVaults").Any(pattern => Like(pattern, vault.Arn)))
            .SelectMany(vault => vault.RecoveryPoints.Values)
            .Where(point => point.Status == "COMPLETED" && point.CreatedAt >= oldest)
            .Where(point => resources.Count == 0 || resources.Any(pattern => Like(pattern, point.ResourceArn)))
            .GroupBy(point => point.ResourceArn).Select(points => points.MaxBy(point => point.CreatedAt)!).ToList());
        foreach (var point in found)
        {
            var metadata = data.RestoreMetadata(point.Arn).ToDictionary();
            foreach (var (key, value) in selection.Document.Structure("RestoreMetadataOverrides")) metadata[Cased(metadata, key)] = value!.GetValue<string>();
            metadata["DBInstanceIdentifier"] = "awsbackup-restore-test-" + Guid.NewGuid().ToString("N");
            metadata["DeletionProtection"] = "false";
            metadata.Remove("AvailabilityZone");
            jobs.Create(new RestoreJobs.Wish(region, point.Arn, selection.Document.Text("IamRoleArn")!, metadata) { TestingPlanArn = plan.Arn });
        }
    }

    private void Remove(string region, RestoreJob job)
    {
        data.DeleteResource(job.CreatedResourceArn!);
        store.Write(region, state => state.RestoreJobs[job.Id].DeletionStatus = "SUCCESSFUL");
    }

    private TimeSpan WindowOf(string region, RestoreJob job) => store.Read(region, state => TimeSpan.FromHours(
        state.RestoreTestingPlans.Values.FirstOrDefault(plan => plan.Arn == job.TestingPlanArn)?.Selections.Values.Max(selection => selection.Document.Number("ValidationWindowHours")) ?? 0))
        / options.TimeScale;

    // Overrides are written in another case than metadata: dbSubnetGroupName for DBSubnetGroupName.
    private static string Cased(Dictionary<string, string> metadata, string key) =>
        metadata.Keys.FirstOrDefault(known => known.Equals(key, StringComparison.OrdinalIgnoreCase)) ?? key;

    private static bool Like(string pattern, string text) => FileSystemName.MatchesSimpleExpression(pattern, text, ignoreCase: false);
}
