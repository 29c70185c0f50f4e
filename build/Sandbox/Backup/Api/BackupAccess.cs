using Notejam.AccessControl.Reference;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Backup.Api;

/// <summary>What requests to AWS Backup need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_awsbackup.html</summary>
internal sealed class BackupAccess() : ServiceAccess("backup")
{
    private const string Service = "backup.amazonaws.com";

    public static ServiceAccess Create() => new BackupAccess
    {
        Names = new Dictionary<string, string[]>
        {
            ["BackupVaultName"] = ["vault", "BackupVaultName"],
            ["BackupPlanId"] = ["plan"],
            ["RestoreTestingPlanName"] = ["plan", "RestoreTestingPlan.RestoreTestingPlanName"],
            ["RestoreTestingPlanId"] = ["=*"],
        },
        PassedRoles = new Dictionary<string, PassedRole>
        {
            ["StartBackupJob"] = new(Service, "IamRoleArn"),
            ["StartCopyJob"] = new(Service, "IamRoleArn"),
            ["StartRestoreJob"] = new(Service, "IamRoleArn"),
            ["CreateBackupSelection"] = new(Service, "BackupSelection.IamRoleArn"),
            ["CreateRestoreTestingSelection"] = new(Service, "RestoreTestingSelection.IamRoleArn"),
            ["UpdateRestoreTestingSelection"] = new(Service, "RestoreTestingSelection.IamRoleArn"),
        },
    };

    // "CreateBackupVault: backup-storage:MountCapsule, kms:CreateGrant, kms:GenerateDataKey, kms:Decrypt, kms:RetireGrant, kms:DescribeKey"
    // (https://docs.aws.amazon.com/aws-backup/latest/devguide/access-control.html#backup-api-permissions-ref).
    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken)
    {
        var needs = await base.NeedsOfAsync(facts, services, cancellationToken);
        if (facts.Request.Operation != "CreateBackupVault") return needs;
        var (region, key) = (facts.Request.Region, facts.First("EncryptionKeyArn"));
        return [.. needs, new AccessNeed("backup-storage:MountCapsule", "*"), .. KeyUse.OfStorage("backup", region, key), .. KeyUse.Through("backup", region, key, "kms:GenerateDataKey", "kms:Decrypt", "kms:RetireGrant")];
    }

    // A recovery point is of the service that it backs up: its format takes almost any ARN, a vault's too.
    protected override IEnumerable<string> ArnsOf(ResourceTypeReference type, RequestFacts facts) => base.ArnsOf(type, facts)
        .Where(arn => type.Name != "recoveryPoint" || ServiceAuthorizationReference.Shared.FindService("backup")!.FindResourceType(arn)?.Name == type.Name);

    // A plan gets an id of AWS's, which is not known when it is made.
    protected override IReadOnlyList<string> ResourcesOf(string action, RequestFacts facts) =>
        facts.Request.Operation == "CreateBackupPlan" ? [facts.Request.Arn("backup", "backup-plan:*")] : base.ResourcesOf(action, facts);
}
