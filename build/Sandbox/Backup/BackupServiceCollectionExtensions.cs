using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Backup;

/// <summary>Registers the backups.</summary>
public static class BackupServiceCollectionExtensions
{
    /// <summary>Adds AWS Backup: vaults and what is in them, plans, selections, settings.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services) => services
        .AddSingleton<BackupStore>()
        .AddSingleton<VaultKeys>()
        .AddSingleton<IBackupOperations, VaultOperations>()
        .AddSingleton<IBackupOperations, RecoveryPointOperations>()
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
