using System.Text.Json.Nodes;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>Writes jobs as the API describes them.</summary>
internal static class JobJson
{
    private const string ResourceType = "RDS";

    /// <summary>A backup job.</summary>
    public static JsonObject Show(BackupJob job)
    {
        var shown = Begin("BackupJobId", job, job.ResourceArn);
        shown["BackupVaultName"] = job.VaultName;
        shown["BackupVaultArn"] = VaultArn(job);
        shown["RecoveryPointArn"] = job.RecoveryPointArn;
        shown.SetMoment("StartBy", job.StartBy);
        shown.SetMoment("ExpectedCompletionDate", job.IsOver ? null : job.CompleteBy);
        // "An Amazon RDS instance will show as 0" (botocore backup BackupJob).
        shown["BackupSizeInBytes"] = 0;
        shown["BytesTransferred"] = job.SizeInBytes ?? 0;
        shown["PercentDone"] = Percent(job);
        shown["InitiationDate"] = AwsResponse.Epoch(job.CreatedAt);
        return shown;
    }

    /// <summary>A copy job.</summary>
    public static JsonObject Show(CopyJob job)
    {
        var shown = Begin("CopyJobId", job, job.ResourceArn);
        shown["SourceBackupVaultArn"] = job.SourceVaultArn;
        shown["SourceRecoveryPointArn"] = job.SourceRecoveryPointArn;
        shown["DestinationBackupVaultArn"] = job.DestinationVaultArn;
        shown["DestinationRecoveryPointArn"] = job.DestinationRecoveryPointArn;
        shown["BackupSizeInBytes"] = job.SizeInBytes ?? 0;
        shown.SetText("CreatedByBackupJobId", job.BackupJobId);
        return shown;
    }

    /// <summary>A restore job; <paramref name="job"/>'s metadata are told by an operation of their own.</summary>
    public static JsonObject Show(RestoreJob job)
    {
        var shown = Begin("RestoreJobId", job, job.SourceResourceArn);
        // Of a restore the resource is called what it came from.
        shown["SourceResourceArn"] = job.SourceResourceArn;
        shown.Remove("ResourceArn");
        shown.Remove("ResourceName");
        shown["RecoveryPointArn"] = job.RecoveryPointArn;
        shown["BackupVaultArn"] = job.VaultArn;
        shown["Status"] = job.State;
        shown.Remove("State");
        shown["BackupSizeInBytes"] = job.SizeInBytes ?? 0;
        shown["PercentDone"] = Percent(job);
        shown.SetText("CreatedResourceArn", job.CreatedResourceArn);
        shown.SetText("ValidationStatus", job.ValidationStatus);
        shown.SetText("ValidationStatusMessage", job.ValidationMessage);
        shown.SetText("DeletionStatus", job.DeletionStatus);
        if (job.TestingPlanArn is { } plan) shown["CreatedBy"] = new JsonObject { ["RestoreTestingPlanArn"] = plan };
        return shown;
    }

    /// <summary>The rule that asked for something.</summary>
    public static JsonObject? Show(PlanReference? plan) => plan is null ? null : new JsonObject
    {
        ["BackupPlanId"] = plan.PlanId,
        ["BackupPlanArn"] = plan.PlanArn,
        ["BackupPlanVersion"] = plan.PlanVersion,
        ["BackupRuleId"] = plan.RuleId,
        ["BackupRuleName"] = plan.RuleName,
    };

    private static JsonObject Begin(string idName, Job job, string resourceArn)
    {
        var shown = new JsonObject
        {
            [idName] = job.Id,
            ["AccountId"] = SandboxOptions.AccountId,
            ["State"] = job.State,
            ["IamRoleArn"] = job.IamRoleArn,
            ["ResourceArn"] = resourceArn,
            ["ResourceType"] = ResourceType,
            ["ResourceName"] = resourceArn.Split(':')[^1],
            ["CreationDate"] = AwsResponse.Epoch(job.CreatedAt),
            ["IsParent"] = false,
        };
        shown.SetMoment("CompletionDate", job.CompletedAt);
        shown.SetText("StatusMessage", job.StatusMessage);
        if (job is not RestoreJob && job.StatusMessage is not null) shown["MessageCategory"] = job.State == "EXPIRED" ? "START_WINDOW_MISSED" : "FAILURE";
        if (Show(job.CreatedBy) is { } plan) shown["CreatedBy"] = plan;
        return shown;
    }

    private static string VaultArn(BackupJob job) => $"arn:aws:backup:{job.RecoveryPointArn.Split(':')[3]}:{SandboxOptions.AccountId}:backup-vault:{job.VaultName}";

    private static string Percent(Job job) => job.State is "COMPLETED" ? "100.0" : "0.0";
}
