using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Backup;

/// <summary>Registers the backups.</summary>
public static class BackupServiceCollectionExtensions
{
    /// <summary>Adds AWS Backup: vaults and what is in them, plans, selections, jobs, restore tests, settings.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services) => services
        .AddSingleton<BackupStore>()
        .AddSingleton<VaultKeys>()
        .AddSingleton<BackupJobs>()
        .AddSingleton<CopyJobs>()
        .AddSingleton<RestoreJobs>()
        .AddSingleton<ExpiryPass>()
        .AddSingleton<PlanSchedule>()
        .AddSingleton<RestoreTests>()
        .AddSingleton<BackupEngine>()
        .AddHostedService(provider => provider.GetRequiredService<BackupEngine>())
        .AddSingleton<IBackupOperations, VaultOperations>()
        .AddSingleton<IBackupOperations, RecoveryPointOperations>()
        .AddSingleton<IBackupOperations, BackupJobOperations>()
        .AddSingleton<IBackupOperations, CopyJobOperations>()
        .AddSingleton<IBackupOperations, RestoreJobOperations>()
        .AddSingleton<IBackupOperations, ProtectedResourceOperations>()
        .AddSingleton<IBackupOperations, VaultLockOperations>()
        .AddSingleton<IBackupOperations, VaultSettingOperations>()
        .AddSingleton<IBackupOperations, PlanOperations>()
        .AddSingleton<IBackupOperations, SelectionOperations>()
        .AddSingleton<IBackupOperations, SettingOperations>()
        .AddSingleton<IBackupOperations, RestoreTestingOperations>()
        .AddSingleton<IBackupOperations, RestoreTestingSelectionOperations>()
        .AddSingleton<IBackupOperations, TagOperations>()
        .AddSingleton<IAwsService, BackupService>()
        .AddSingleton<IStatusSource, BackupStatus>();
}
