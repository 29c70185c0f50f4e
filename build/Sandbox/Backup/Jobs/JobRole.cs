using Notejam.Sandbox.Access;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Backup.Jobs;

/// <summary>What AWS Backup may do for a job: as the role that the job was given may.</summary>
internal sealed class JobRole(IServicePermissions permissions)
{
    private const string Session = "AWSBackup-AWSBackupDefaultSession";

    /// <summary>Demands what a backup of a database needs.</summary>
    /// <exception cref="AwsException">The role may not.</exception>
    public async Task DemandBackupAsync(string region, BackupJob job, CancellationToken cancellationToken)
    {
        await DemandAsync(ServiceCalls.BackupLooksAtDatabase, job.IamRoleArn, region, [job.ResourceArn], cancellationToken);
        await DemandAsync(ServiceCalls.BackupTakesSnapshot, job.IamRoleArn, region, [job.ResourceArn, job.RecoveryPointArn], cancellationToken);
        await DemandAsync(ServiceCalls.BackupTagsSnapshot, job.IamRoleArn, region, [job.RecoveryPointArn], cancellationToken);
    }

    /// <summary>Demands what a copy needs, in the vault and the region that it goes to.</summary>
    /// <exception cref="AwsException">The role may not.</exception>
    public async Task DemandCopyAsync(string destinationRegion, CopyJob job, string keyArn, CancellationToken cancellationToken)
    {
        await DemandAsync(ServiceCalls.BackupCopiesIntoVault, job.IamRoleArn, destinationRegion, [job.DestinationVaultArn], cancellationToken);
        await DemandAsync(ServiceCalls.BackupCopiesSnapshot, job.IamRoleArn, destinationRegion, [job.DestinationRecoveryPointArn], cancellationToken);
        await DemandAsync(ServiceCalls.BackupUsesKey, job.IamRoleArn, destinationRegion, [keyArn], cancellationToken);
    }

    /// <summary>Demands what a restore needs: the new database and the groups that it joins.</summary>
    /// <exception cref="AwsException">The role may not.</exception>
    public Task DemandRestoreAsync(string region, RestoreJob job, CancellationToken cancellationToken)
    {
        var metadata = job.Metadata;
        string Arn(string kind, string? name) => $"arn:aws:rds:{region}:{SandboxOptions.AccountId}:{kind}:{name ?? "*"}";
        var resources = new[]
        {
            Arn("db", metadata["DBInstanceIdentifier"]), Arn("subgrp", metadata.GetValueOrDefault("DBSubnetGroupName")), Arn("pg", metadata.GetValueOrDefault("DBParameterGroupName")),
            Arn("og", metadata.GetValueOrDefault("OptionGroupName")),
        };
        return DemandAsync(ServiceCalls.BackupRestoresDatabase, job.IamRoleArn, region, resources, cancellationToken);
    }

    private async Task DemandAsync(ServiceCall call, string role, string region, IReadOnlyList<string> resources, CancellationToken cancellationToken)
    {
        try
        {
            // https://docs.aws.amazon.com/aws-backup/latest/devguide/cross-service-confused-deputy-prevention.html
            await permissions.DemandAsync(call, role, Session, region, resources, $"arn:aws:backup:{region}:{SandboxOptions.AccountId}:*", cancellationToken);
        }
        catch (AwsException error)
        {
            throw new AwsException(error.Code, $"IAM Role {role} does not have sufficient permissions to execute the job: {error.Message}", error.Status);
        }
    }
}
