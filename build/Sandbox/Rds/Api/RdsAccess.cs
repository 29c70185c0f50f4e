using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>What requests to RDS need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html</summary>
internal sealed class RdsAccess() : ServiceAccess("rds")
{
    private static readonly string[] OfMasterSecret = ["secretsmanager:CreateSecret", "secretsmanager:TagResource"];
    private static readonly PassedRole Monitoring = new("monitoring.rds.amazonaws.com", "MonitoringRoleArn");

    public static ServiceAccess Create() => new RdsAccess
    {
        Names = new Dictionary<string, string[]>
        {
            ["DbInstanceName"] = ["DBInstanceIdentifier", "TargetDBInstanceIdentifier", "SourceDBInstanceIdentifier"],
            ["snapshot/SnapshotName"] = ["DBSnapshotIdentifier", "SourceDBSnapshotIdentifier", "TargetDBSnapshotIdentifier"],
            ["SubnetGroupName"] = ["DBSubnetGroupName"],
            ["ParameterGroupName"] = ["DBParameterGroupName"],
            ["OptionGroupName"] = ["OptionGroupName"],
            ["SubscriptionName"] = ["SubscriptionName"],
        },
        TagAction = "AddTagsToResource",
        SilenceMeansAll = true,
        PassedRoles = new Dictionary<string, PassedRole>
        {
            ["CreateDBInstance"] = Monitoring,
            ["ModifyDBInstance"] = Monitoring,
            ["RestoreDBInstanceFromDBSnapshot"] = Monitoring,
            ["RestoreDBInstanceToPointInTime"] = Monitoring,
        },
    };

    // Storage, Performance Insights and the master's password may each be under a key: the dependent actions of CreateDBInstance.
    public override async ValueTask<IReadOnlyList<AccessNeed>> NeedsOfAsync(RequestFacts facts, AwsServices services, CancellationToken cancellationToken) =>
    [
        .. await base.NeedsOfAsync(facts, services, cancellationToken),
        .. facts.Of("KmsKeyId", "PerformanceInsightsKMSKeyId").SelectMany(key => KeyUse.OfStorage("rds", facts.Request.Region, key)),
        .. KeyUse.Through("secretsmanager", facts.Request.Region, facts.First("MasterUserSecretKmsKeyId"), "kms:GenerateDataKey", "kms:Decrypt"),
        .. MasterSecret(facts),
    ];

    // "To use ManageMasterUserPassword you need secretsmanager:CreateSecret and TagResource" (rds-secrets-manager.html).
    private static IEnumerable<AccessNeed> MasterSecret(RequestFacts facts) => facts.First("ManageMasterUserPassword") is "true"
        ? OfMasterSecret.Select(action => new AccessNeed(action, facts.Request.Arn("secretsmanager", "secret:rds!db-*")))
        : [];
}
