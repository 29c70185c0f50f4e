using System.Text.Json.Serialization;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>A database instance as RDS keeps it. Sizes are GiB, intervals seconds, retention days.</summary>
public sealed class DbInstance
{
    public required string Identifier { get; set; }

    public required string ResourceId { get; init; }

    public required string Arn { get; set; }

    public required string Status { get; set; }

    /// <summary>Why the instance is in a state of error.</summary>
    public string? StatusMessage { get; set; }

    public required string Class { get; set; }

    public required string Engine { get; init; }

    /// <summary>The version asked for; the server's own is in <see cref="ServerVersion"/>.</summary>
    public required string EngineVersion { get; set; }

    public string? ServerVersion { get; set; }

    /// <summary>Whether its creation failed: it never served, so it holds nobody's data.</summary>
    [JsonIgnore]
    public bool NeverServed => Status == "failed" && ServerVersion is null;

    public required string MasterUsername { get; init; }

    /// <summary>The password until the server has it; then gone from here.</summary>
    public string? InitialPassword { get; set; }

    public string? DatabaseName { get; init; }

    public required int Port { get; set; }

    public required DateTimeOffset CreatedAt { get; init; }

    public int AllocatedStorage { get; set; }

    public int? MaxAllocatedStorage { get; set; }

    public required string StorageType { get; set; }

    public int? Iops { get; set; }

    public int? StorageThroughput { get; set; }

    public bool StorageEncrypted { get; init; }

    public string? KmsKeyId { get; init; }

    public bool MultiAz { get; set; }

    public required string AvailabilityZone { get; init; }

    public string? SubnetGroupName { get; set; }

    public required string ParameterGroupName { get; set; }

    /// <summary><c>in-sync</c> or <c>pending-reboot</c>.</summary>
    public string ParameterApplyStatus { get; set; } = "in-sync";

    public IReadOnlyList<string> SecurityGroupIds { get; set; } = [];

    public int BackupRetentionPeriod { get; set; }

    public required string BackupWindow { get; set; }

    public required string MaintenanceWindow { get; set; }

    public bool AutoMinorVersionUpgrade { get; set; }

    public bool PubliclyAccessible { get; set; }

    public bool CopyTagsToSnapshot { get; set; }

    public bool DeletionProtection { get; set; }

    public bool IamAuthentication { get; set; }

    public int MonitoringInterval { get; set; }

    public string? MonitoringRoleArn { get; set; }

    public bool PerformanceInsights { get; set; }

    public string? PerformanceInsightsKmsKeyId { get; set; }

    public int? PerformanceInsightsRetention { get; set; }

    public string? DatabaseInsightsMode { get; set; }

    public IReadOnlyList<string> LogExports { get; set; } = [];

    public required string CertificateAuthorityId { get; set; }

    public required string NetworkType { get; set; }

    public required string LicenseModel { get; init; }

    public string? MasterSecretArn { get; set; }

    public string? MasterSecretKmsKeyId { get; set; }

    /// <summary>The snapshot that the instance is restored from.</summary>
    public string? SourceSnapshotFolder { get; init; }

    /// <summary>The snapshot to make before the instance goes.</summary>
    public string? FinalSnapshot { get; set; }

    public PendingChanges? Pending { get; set; }

    /// <summary>The instance as it is now, without what only concerns its making.</summary>
    public DbInstance Copy()
    {
        var copy = (DbInstance)MemberwiseClone();
        copy.InitialPassword = null;
        copy.Pending = null;
        return copy;
    }
}

/// <summary>Changes that wait for the next modification with ApplyImmediately.</summary>
public sealed class PendingChanges
{
    public string? Class { get; set; }

    public string? EngineVersion { get; set; }

    public int? AllocatedStorage { get; set; }

    public string? StorageType { get; set; }

    public int? Iops { get; set; }

    public int? StorageThroughput { get; set; }

    public bool? MultiAz { get; set; }
}
