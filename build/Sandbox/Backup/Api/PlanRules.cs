using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>What a backup plan must look like, and what AWS adds to it.</summary>
internal static partial class PlanRules
{
    private const int UsualStartWindow = 480;
    private const int UsualCompletionWindow = 10080;
    private const int ShortestWindow = 60;
    private const int ShortestColdDays = 90;
    private const int LongestContinuousDays = 35;

    /// <summary>A plan with AWS's defaults; rules keep the ids that rules of the same names have in the version before.</summary>
    /// <exception cref="AwsException">It makes no sense; the message says why.</exception>
    public static JsonObject Complete(JsonObject given, JsonObject? before)
    {
        _ = given.Required("BackupPlanName");
        var plan = given.DeepClone().AsObject();
        var rules = plan.Structures("Rules");
        if (rules.Count == 0) throw BackupErrors.Missing("Rules");
        if (rules.DistinctBy(rule => rule.Required("RuleName")).Count() < rules.Count) throw BackupErrors.Invalid("Every rule of a plan must have a name of its own.");
        foreach (var rule in rules)
        {
            Demand(rule);
            var same = before?.Structures("Rules").FirstOrDefault(other => other.Text("RuleName") == rule.Text("RuleName"));
            rule["RuleId"] = same?.Text("RuleId") ?? Guid.NewGuid().ToString();
            rule["StartWindowMinutes"] ??= UsualStartWindow;
            rule["CompletionWindowMinutes"] ??= UsualCompletionWindow;
            rule["ScheduleExpressionTimezone"] ??= "Etc/UTC";
            rule["EnableContinuousBackup"] ??= false;
        }

        return plan;
    }

    private static void Demand(JsonObject rule)
    {
        var name = rule.Required("RuleName");
        _ = rule.Required("TargetBackupVaultName");
        if (rule.Text("ScheduleExpression") is { } schedule && !Schedule().IsMatch(schedule))
            throw Wrong(name, $"Invalid schedule {schedule}: it must be cron(minutes hours day-of-month month day-of-week year) or rate(…).");
        var (start, completion) = (rule.Number("StartWindowMinutes") ?? UsualStartWindow, rule.Number("CompletionWindowMinutes") ?? UsualCompletionWindow);
        if (start < ShortestWindow) throw Wrong(name, $"The start window must be at least {ShortestWindow} minutes.");
        if (completion < start + ShortestWindow) throw Wrong(name, $"The completion window must be at least {ShortestWindow} minutes longer than the start window.");

        var lifecycle = rule.Structure("Lifecycle");
        DemandLifecycle(name, lifecycle);
        if (rule.Flag("EnableContinuousBackup") == true
            && !(lifecycle.Number("DeleteAfterDays") is >= 1 and <= LongestContinuousDays && lifecycle.Number("MoveToColdStorageAfterDays") is null))
            throw Wrong(name, $"Continuous backups must be deleted after 1 to {LongestContinuousDays} days and cannot be moved to cold storage.");
        foreach (var copy in rule.Structures("CopyActions"))
        {
            if (!VaultArn().IsMatch(copy.Required("DestinationBackupVaultArn"))) throw Wrong(name, $"Invalid vault ARN {copy.Text("DestinationBackupVaultArn")}.");
            DemandLifecycle(name, copy.Structure("Lifecycle"));
        }
    }

    private static void DemandLifecycle(string rule, JsonObject lifecycle)
    {
        var (cold, deleted) = (lifecycle.Number("MoveToColdStorageAfterDays"), lifecycle.Number("DeleteAfterDays"));
        if (cold is < 1 || deleted is < 1) throw Wrong(rule, "Invalid lifecycle. Days must be at least 1.");
        if (deleted < cold + ShortestColdDays)
            throw Wrong(rule, $"Invalid lifecycle. DeleteAfterDays cannot be less than {ShortestColdDays} days apart from MoveToColdStorageAfterDays");
    }

    private static AwsException Wrong(string rule, string message) => BackupErrors.Invalid($"Error in rule {rule} : {message}");

    [GeneratedRegex(@"^(cron\(\S+( \S+){5}\)|rate\(\d+ (minute|hour|day)s?\))$")]
    private static partial Regex Schedule();

    [GeneratedRegex("^arn:aws:backup:[a-z0-9-]+:[0-9]{12}:backup-vault:[a-zA-Z0-9_-]{2,50}$")]
    private static partial Regex VaultArn();
}
