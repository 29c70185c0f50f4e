using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;

namespace Notejam.Sandbox.Rds.Api;

/// <summary>What requests to RDS need. https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazonrds.html</summary>
internal sealed class RdsAccess() : ServiceAccess("rds")
{
    private static readonly string[] OfMasterSecret = ["secretsmanager:CreateSecret", "secretsmanager:TagResource"];
    private static readonly PassedRole Monitoring = new("monitoring.rds.amazonaws.com", "MonitoringRoleArn");

    // Where the new one's name stands, beside others'.
    private static readonly Dictionary<string, string[]> NewNames = new(StringComparer.Ordinal)
    {
        ["CreateDBInstance"] = ["DBInstanceIdentifier"],
        ["RestoreDBInstanceFromDBSnapshot"] = ["DBInstanceIdentifier"],
        ["RestoreDBInstanceToPointInTime"] = ["TargetDBInstanceIdentifier"],
        ["CreateDBSnapshot"] = ["DBSnapshotIdentifier"],
        ["CopyDBSnapshot"] = ["TargetDBSnapshotIdentifier"],
    };

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

    // Tags given to something new are about that alone, not about what it is made of or in:
    // https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/security_iam_id-based-policy-examples-create-and-modify-examples.html
    protected override AccessNeed TagNeed(AccessNeed own, string action, RequestFacts facts)
    {
        var name = NewNames.GetValueOrDefault(facts.Request.Operation) is { } members ? facts.First(members) : null;
        var made = own.Resources.Where(arn => name is not null && arn.EndsWith(':' + name, StringComparison.OrdinalIgnoreCase)).ToList();
        return base.TagNeed(made.Count > 0 ? own with { Resources = made } : own, action, facts);
    }

    // "To use ManageMasterUserPassword you need secretsmanager:CreateSecret and TagResource" (rds-secrets-manager.html).
    private static IEnumerable<AccessNeed> MasterSecret(RequestFacts facts) => facts.First("ManageMasterUserPassword") is "true"
        ? OfMasterSecret.Select(action => new AccessNeed(action, facts.Request.Arn("secretsmanager", "secret:rds!db-*")))
        : [];
}
