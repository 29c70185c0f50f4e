namespace Notejam.Pipeline.Records;

/// <summary>A backup that was made on demand.</summary>
/// <param name="BackupJobId">The job.</param>
/// <param name="RecoveryPointArn">The recovery point; null when it was not waited for.</param>
/// <param name="CopyArn">Its copy in the disaster-recovery region; null when it was not waited for.</param>
/// <param name="SizeBytes">Bytes backed up; null when it was not waited for, or when AWS Backup does not tell, as of RDS.</param>
/// <param name="CanaryBefore">The canary that it holds.</param>
/// <param name="ManifestKey">Key of the signed manifest in both regions' state buckets; null when it was not waited for.</param>
public sealed record BackupResult(string BackupJobId, string? RecoveryPointArn, string? CopyArn, long? SizeBytes, Canary CanaryBefore, string? ManifestKey);
