using System.Text.Json.Nodes;
using Microsoft.Extensions.Time.Testing;
using Notejam.Sandbox.Backup.Api;
using Notejam.Sandbox.Backup.Jobs;
using Notejam.Sandbox.Backup.Model;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Faults;
using Notejam.Sandbox.Gateway.Operations;
using Notejam.Sandbox.State;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Backup;

public sealed class VaultTests : IDisposable
{
    private const string Region = "eu-central-1";
    private readonly TemporaryFolder _folder = new();
    private readonly FakeTimeProvider _time = new();
    private readonly BackupStore _store;
    private readonly FakeRecoveryData _data = new();
    private readonly AwsService _service;
    private readonly ExpiryPass _expiry;

    public VaultTests()
    {
        _store = new BackupStore(new StateStore(_folder.Options));
        _service = new AwsService("backup", AwsProtocol.Rest, [new VaultLockOperations(_store, _folder.Options, _time), new VaultOperations(_store, null!, _time), new RecoveryPointOperations(_store, _data, new FaultRules(), _folder.Options, _time)]);
        _expiry = new ExpiryPass(_store, _data, _folder.Options, _time);
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
    public async Task Recovery_points_are_listed_by_resource_and_deleted_by_their_whole_ARN()
    {
        foreach (var name in new[] { "one", "two" })
            _store.Write(Region, region => region.Vaults["v"].RecoveryPoints[Point(name)] = new RecoveryPoint { Arn = Point(name), ResourceArn = "arn:db:" + name, CreatedAt = _time.GetUtcNow() });
        Assert.Equal([Point("one"), Point("two")], await ListAsync(""));
        Assert.Equal([Point("two")], await ListAsync("?resourceArn=arn%3Adb%3Atwo"));

        await CallAsync("DELETE", $"/backup-vaults/v/recovery-points/{Uri.EscapeDataString(Point("one"))}");
        Assert.Equal([Point("one"), Point("two")], await ListAsync(""));
        Remove();
        Assert.Equal([Point("two")], await ListAsync(""));
        Assert.Equal("ResourceNotFoundException", (await Assert.ThrowsAsync<AwsException>(() => CallAsync("DELETE", "/backup-vaults/v/recovery-points/arn%3Anone"))).Code);

        static string Point(string name) => $"arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-{name}";
        async Task<IEnumerable<string>> ListAsync(string query) =>
            JsonNode.Parse((await CallAsync("GET", "/backup-vaults/v/recovery-points/" + query))!.Body)!["RecoveryPoints"]!.AsArray().Select(point => (string)point!["RecoveryPointArn"]!);
    }

    [Fact]
    public async Task A_final_lock_keeps_recovery_points_for_their_time_and_one_of_governance_does_not()
    {
        _store.Write(Region, region => region.Vaults["v"].RecoveryPoints["arn:p"] = new RecoveryPoint { Arn = "arn:p", ResourceArn = "arn:db", CreatedAt = _time.GetUtcNow() });
        await LockAsync(new JsonObject { ["MinRetentionDays"] = 30, ["ChangeableForDays"] = 3 });
        _time.Advance(TimeSpan.FromDays(4) / _folder.Options.TimeScale);
        Assert.Equal("InvalidRequestException", (await Assert.ThrowsAsync<AwsException>(() => CallAsync("DELETE", "/backup-vaults/v/recovery-points/arn%3Ap"))).Code);
        _time.Advance(TimeSpan.FromDays(27) / _folder.Options.TimeScale);
        await CallAsync("DELETE", "/backup-vaults/v/recovery-points/arn%3Ap");
        Remove();
        Assert.Empty(Vault.RecoveryPoints);
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

    private void Remove()
    {
        _time.Advance(JobTimes.Delete / _folder.Options.TimeScale);
        _expiry.Step(Region);
    }

    // As a later gateway finds it.
    private Vault Vault => new BackupStore(new StateStore(_folder.Options)).Read(Region, region => region.Vaults["v"]);

    private Task<AwsResponse> LockAsync(JsonObject body) => CallAsync("PUT", "/backup-vaults/v/vault-lock", body);

    private Task<AwsResponse> CallAsync(string method, string path, JsonObject? body = null) => _service.AnswerAsync(
        new AwsRequest
        {
            Region = Region, Service = "backup", Operation = $"{method} {path}", Method = method, Protocol = AwsProtocol.Rest, Body = [], PathAndQuery = path, Json = body ?? [],
        },
        CancellationToken.None);
}
