using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Backup;

/// <summary>Registers the backups.</summary>
public static class BackupServiceCollectionExtensions
{
    /// <summary>Adds AWS Backup: vaults and what is in them, plans, selections, jobs, restore tests, settings.</summary>
    public static IServiceCollection AddBackup(this IServiceCollection services) => services
        .AddSingleton<BackupStore>()
        .AddSingleton<BackupAccountStore>()
        .AddSingleton<VaultKeys>()
        .AddSingleton<JobRole>()
        .AddSingleton<BackupJobs>()
        .AddSingleton<CopyJobs>()
        .AddSingleton<RestoreJobs>()
        .AddSingleton<ExpiryPass>()
        .AddSingleton<PlanSchedule>()
        .AddSingleton<RestoreTests>()
        .AddSingleton<BackupEngine>()
        .AddHostedService(provider => provider.GetRequiredService<BackupEngine>())
        .AddAwsService("backup", AwsProtocol.Rest, operations => operations
            .Needs(_ => BackupAccess.Create())
            .Add<VaultOperations>()
            .Add<RecoveryPointOperations>()
            .Add<BackupJobOperations>()
            .Add<CopyJobOperations>()
            .Add<RestoreJobOperations>()
            .Add<ProtectedResourceOperations>()
            .Add<VaultLockOperations>()
            .Add<VaultSettingOperations>()
            .Add<PlanOperations>()
            .Add<SelectionOperations>()
            .Add<SettingOperations>()
            .Add<RestoreTestingOperations>()
            .Add<RestoreTestingSelectionOperations>()
            .Add<TagOperations>())
        .AddSingleton<IStatusSource, BackupStatus>();
}
