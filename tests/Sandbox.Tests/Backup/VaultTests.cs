using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Backup;

public sealed class VaultTests : IDisposable
{
    private const string Region = "eu-central-1";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly BackupStore _store;
    private readonly BackupService _service;

    public VaultTests()
    {
        _store = new BackupStore(new StateStore(_folder.Options));
        _service = new BackupService([new VaultLockOperations(_store, _folder.Options, _time), new VaultOperations(_store, null!, _time)]);
        _store.Write(Region, region => region.Vaults["v"] = new Vault { Name = "v", Arn = "arn:v", EncryptionKeyArn = "arn:k", CreatedAt = _time.GetUtcNow() });
    }

    [Fact]
    public async Task A_lock_of_governance_can_be_changed_and_removed_at_any_time()
    {
        await LockAsync(new JsonObject { ["MinRetentionDays"] = 7, ["MaxRetentionDays"] = 30 });
        _time.Advance(TimeSpan.FromDays(1000));
        await LockAsync(new JsonObject { ["MinRetentionDays"] = 1 });
        Assert.Equal(new VaultLock(1, null, null), Vault.Lock);
        await CallAsync("DELETE", "/backup-vaults/v/vault-lock");
        Assert.Null(Vault.Lock);
    }

    [Fact]
    public async Task A_lock_of_compliance_is_final_after_its_grace()
    {
        await LockAsync(new JsonObject { ["MinRetentionDays"] = 7, ["ChangeableForDays"] = 3 });
        _time.Advance(TimeSpan.FromDays(3) / _folder.Options.TimeScale - TimeSpan.FromSeconds(1));
        await LockAsync(new JsonObject { ["MinRetentionDays"] = 8, ["ChangeableForDays"] = 3 });
        _time.Advance(TimeSpan.FromDays(3) / _folder.Options.TimeScale);

        var change = await Assert.ThrowsAsync<AwsException>(() => LockAsync(new JsonObject { ["MinRetentionDays"] = 1 }));
        var removal = await Assert.ThrowsAsync<AwsException>(() => CallAsync("DELETE", "/backup-vaults/v/vault-lock"));
        Assert.Equal(("InvalidRequestException", "InvalidRequestException"), (change.Code, removal.Code));
        Assert.Equal(8, Vault.Lock?.MinRetentionDays);
    }

    [Fact]
    public async Task A_vault_with_recovery_points_cannot_be_deleted()
    {
        _store.Write(Region, region => region.Vaults["v"].RecoveryPoints["arn:p"] = new RecoveryPoint { Arn = "arn:p", ResourceArn = "arn:db", CreatedAt = _time.GetUtcNow() });

        var error = await Assert.ThrowsAsync<AwsException>(() => CallAsync("DELETE", "/backup-vaults/v"));
        Assert.Equal("Backup vault cannot be deleted because it contains recovery points.", error.Message);

        _store.Write(Region, region => region.Vaults["v"].RecoveryPoints.Remove("arn:p"));
        await CallAsync("DELETE", "/backup-vaults/v");
        Assert.Empty(_store.Read(Region, region => region.Vaults.Keys.ToList()));
    }

    public void Dispose() => _folder.Dispose();

    // As a later gateway finds it.
    private Vault Vault => new BackupStore(new StateStore(_folder.Options)).Read(Region, region => region.Vaults["v"]);

    private Task<AwsResponse?> LockAsync(JsonObject body) => CallAsync("PUT", "/backup-vaults/v/vault-lock", body);

    private Task<AwsResponse?> CallAsync(string method, string path, JsonObject? body = null) => _service.HandleAsync(
        new AwsRequest
        {
            Region = Region, Service = "backup", Operation = $"{method} {path}", Method = method, Protocol = AwsProtocol.Rest, Body = [], PathAndQuery = path, Json = body ?? [],
        },
        CancellationToken.None);
}
