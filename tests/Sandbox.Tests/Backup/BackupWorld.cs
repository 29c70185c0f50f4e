using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Backup;

/// <summary>Two vaults in two regions, a database, and jobs whose time a test passes.</summary>
internal sealed class BackupWorld : IDisposable
{
    public const string Here = "eu-central-1";
    public const string There = "eu-west-2";
    public const string Database = "arn:aws:rds:eu-central-1:123456789012:db:notes";
    private readonly TemporaryFolder _folder = new();

    public BackupWorld()
    {
        Store = new BackupStore(new StateStore(_folder.Options));
        foreach (var region in new[] { Here, There })
            Store.Write(region, state => state.Vaults["kept"] = new Vault { Name = "kept", Arn = VaultArn(region), EncryptionKeyArn = "key-of-" + region, CreatedAt = Time.GetUtcNow() });
        Data.Up[Database] = true;
        Copies = new CopyJobs(Store, Data, null!, new JobRole(Permissions), Faults, _folder.Options, Time);
        Backups = new BackupJobs(Store, Data, Copies, new JobRole(Permissions), Faults, _folder.Options, Time);
        Restores = new RestoreJobs(Store, Data, new JobRole(Permissions), _folder.Options, Time);
        Engine = new BackupEngine(
            Store, Backups, Copies, Restores, new ExpiryPass(Store, Data, _folder.Options, Time), new PlanSchedule(Store, Backups, Data, Time),
            new RestoreTests(Store, Restores, Data, _folder.Options, Time), Time, NullLogger<BackupEngine>.Instance);
    }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 3, 1, 0, 0, 0, TimeSpan.Zero));

    public FakeRecoveryData Data { get; } = new();

    public FaultRules Faults { get; } = new();

    public EveryPermission Permissions { get; } = new();

    public BackupStore Store { get; }

    public BackupJobs Backups { get; }

    public CopyJobs Copies { get; }

    public RestoreJobs Restores { get; }

    public BackupEngine Engine { get; }

    public Vault Vault(string region) => Store.Read(region, state => state.Vaults["kept"]);

    public static string VaultArn(string region) => $"arn:aws:backup:{region}:123456789012:backup-vault:kept";

    public BackupJob Start(int? deleteAfterDays = 35, bool copied = false, string? token = null) => Backups.Create(new BackupJobs.Wish(Here, "kept", Database, "arn:aws:iam::123456789012:role/backup")
    {
        IdempotencyToken = token,
        StartWindow = TimeSpan.FromHours(1),
        CompletionWindow = TimeSpan.FromHours(2),
        Lifecycle = new Lifecycle(null, deleteAfterDays),
        Tags = new Dictionary<string, string> { ["Project"] = "notejam" },
        Copies = copied ? new Dictionary<string, Lifecycle?> { [VaultArn(There)] = new(null, 30) } : [],
    });

    /// <summary>Lets AWS's time pass, with a look of the engine at its end.</summary>
    public async Task PassAsync(TimeSpan time)
    {
        Time.Advance(time / _folder.Options.TimeScale);
        await Engine.StepAsync(CancellationToken.None);
    }

    /// <summary>Lets time pass and work be done, until nothing is left to do.</summary>
    public async Task SettleAsync()
    {
        for (var turn = 0; turn < 8; turn++)
        {
            await PassAsync(TimeSpan.FromMinutes(9));
            Data.Finish();
        }
    }

    public void Dispose() => _folder.Dispose();
}
