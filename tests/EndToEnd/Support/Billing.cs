namespace Notejam.EndToEnd.Support;

/// <summary>Another team's database, whose backups lie in Notejam's vaults.</summary>
public sealed class Billing(SandboxWorld world)
{
    /// <summary>Makes it, backs it up and copies the backup to the other region: newer than anything of Notejam's.</summary>
    public Task<string> BackUpAsync() => world.RunAsync("python3", "-c", """
        import boto3, json, time
        iam = boto3.client("iam")
        # Notejam's own role may not touch another team's database.
        trust = dict(Version="2012-10-17", Statement=[dict(Effect="Allow", Principal=dict(Service="backup.amazonaws.com"), Action="sts:AssumeRole")])
        iam.create_role(RoleName="billing-backup", AssumeRolePolicyDocument=json.dumps(trust))
        everything = dict(Version="2012-10-17", Statement=[dict(Effect="Allow", Action=["rds:*", "backup:*", "kms:*"], Resource="*")])
        iam.put_role_policy(RoleName="billing-backup", PolicyName="backups", PolicyDocument=json.dumps(everything))
        backup, rds, vault = boto3.client("backup"), boto3.client("rds"), "notejam-production"
        rds.create_db_instance(DBInstanceIdentifier="billing", Engine="postgres", DBInstanceClass="db.t4g.micro", AllocatedStorage=20, MasterUsername="billing", MasterUserPassword="not-notejams-own", DBName="billing")
        rds.get_waiter("db_instance_available").wait(DBInstanceIdentifier="billing", WaiterConfig={"Delay": 1, "MaxAttempts": 300})
        arn = rds.describe_db_instances(DBInstanceIdentifier="billing")["DBInstances"][0]["DBInstanceArn"]
        account = arn.split(":")[4]
        usual = dict(IamRoleArn=f"arn:aws:iam::{account}:role/billing-backup", Lifecycle={"DeleteAfterDays": 35})
        def completed(describe):
            for _ in range(300):
                job = describe()
                if job["State"] == "COMPLETED": return job
                assert job["State"] in ("CREATED", "PENDING", "RUNNING"), job
                time.sleep(1)
            raise TimeoutError(job)
        began = backup.start_backup_job(BackupVaultName=vault, ResourceArn=arn, **usual)["BackupJobId"]
        point = completed(lambda: backup.describe_backup_job(BackupJobId=began))["RecoveryPointArn"]
        began = backup.start_copy_job(RecoveryPointArn=point, SourceBackupVaultName=vault, DestinationBackupVaultArn=f"arn:aws:backup:eu-west-2:{account}:backup-vault:{vault}", **usual)["CopyJobId"]
        completed(lambda: backup.describe_copy_job(CopyJobId=began)["CopyJob"])
        """);

    /// <summary>Takes it away, as its team does when it moves: an administrator lifts the vaults' lock for that.</summary>
    public Task<string> LeaveAsync() => world.RunAsync("python3", "-c", """
        import boto3
        for region in ("eu-central-1", "eu-west-2"):
            backup = boto3.client("backup", region_name=region)
            backup.delete_backup_vault_lock_configuration(BackupVaultName="notejam-production")
            for point in backup.list_recovery_points_by_backup_vault(BackupVaultName="notejam-production")["RecoveryPoints"]:
                if point["ResourceArn"].endswith(":billing"): backup.delete_recovery_point(BackupVaultName="notejam-production", RecoveryPointArn=point["RecoveryPointArn"])
        boto3.client("rds").delete_db_instance(DBInstanceIdentifier="billing", SkipFinalSnapshot=True)
        iam = boto3.client("iam")
        iam.delete_role_policy(RoleName="billing-backup", PolicyName="backups")
        iam.delete_role(RoleName="billing-backup")
        """);
}
