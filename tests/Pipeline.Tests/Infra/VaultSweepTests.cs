using System.Text.Json.Nodes;
using Amazon.Backup;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class VaultSweepTests : IDisposable
{
    private const string Vault = "notejam-production";
    private readonly FakeAws _aws = new();
    private readonly List<string> _points = [];
    private readonly List<string> _deleted = [];

    public VaultSweepTests()
    {
        _aws.On("GET /backup-vaults/notejam-production/recovery-points/", input => Page(input));
        _aws.On("DELETE /backup-vaults/notejam-production/recovery-points/", input => Delete((string)input["rest"]!));
    }

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task Every_point_of_every_page_is_deleted_and_waited_for()
    {
        _points.AddRange(Enumerable.Range(1, 5).Select(number => $"arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-{number}"));
        Assert.Equal(5, await EmptyAsync());
        Assert.Equal(5, _deleted.Count);
        Assert.Empty(_points);
    }

    [Fact]
    public async Task An_accepted_deletion_that_does_not_happen_is_asked_for_again_and_named_in_the_end()
    {
        _points.Add("arn:stubborn");
        _aws.On("DELETE /backup-vaults/notejam-production/recovery-points/", input => { _deleted.Add((string)input["rest"]!); return new JsonObject(); });
        var left = await Assert.ThrowsAsync<PipelineException>(EmptyAsync);
        Assert.Contains("notejam-production in eu-central-1 still holds 1 recovery points:\n  arn:stubborn (COMPLETED)", left.Cause, StringComparison.Ordinal);
        Assert.True(_deleted.Count > 1);
    }

    [Fact]
    public async Task A_refused_deletion_is_told_at_once_with_AWSs_reason()
    {
        _points.Add("arn:locked");
        _aws.On("DELETE /backup-vaults/notejam-production/recovery-points/", _ => throw new AwsError("InvalidRequestException", "Backup vault is locked"));
        var left = await Assert.ThrowsAsync<PipelineException>(EmptyAsync);
        Assert.Contains("arn:locked (COMPLETED): Backup vault is locked", left.Cause, StringComparison.Ordinal);
        Assert.Equal(1, _aws.Calls.Count(call => call.Operation.StartsWith("DELETE", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task A_vault_that_is_gone_is_empty()
    {
        _aws.On("GET /backup-vaults/notejam-production/recovery-points/", _ => throw new AwsError("ResourceNotFoundException", "no such vault"));
        Assert.Equal(0, await EmptyAsync());
    }

    private JsonObject Page(JsonNode input)
    {
        var from = int.Parse((string?)input["nextToken"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var page = _points.Skip(from).Take(2).Select(arn => (JsonNode)new JsonObject { ["RecoveryPointArn"] = arn, ["Status"] = "COMPLETED" });
        return new JsonObject { ["RecoveryPoints"] = new JsonArray([.. page]), ["NextToken"] = from + 2 < _points.Count ? $"{from + 2}" : null };
    }

    private JsonObject Delete(string arn)
    {
        _deleted.Add(arn);
        _points.Remove(arn);
        return [];
    }

    private async Task<int> EmptyAsync()
    {
        using var backup = new AmazonBackupClient(FakeAws.Credentials, _aws.Configure(new AmazonBackupConfig()));
        return await new VaultSweep(backup, "eu-central-1", new HurryingTime(), new SilentLog()).EmptyAsync(Vault, CancellationToken.None);
    }
}
