using System.Text.Json.Nodes;
using Amazon.Backup;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class VaultSweepTests : IDisposable
{
    private const string Vault = "notejam-production";
    private readonly FakeAws _aws = new();
    private readonly List<string> _points = [];
    private readonly Dictionary<string, (string Resource, string Type)> _resources = [];
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

    [Theory]
    [MemberData(nameof(OtherPeople.Names), MemberType = typeof(OtherPeople))]
    public async Task What_others_keep_in_the_vault_refuses_the_destruction_unless_it_is_the_environments_own(string other)
    {
        var (arn, resource, type, _) = OtherPeople.Resources[other];
        var isOurs = other is "the same environment in another region" or "what a failover served from";
        _points.AddRange(["arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1", arn]);
        _resources[arn] = (resource, type);
        if (isOurs)
        {
            await RefuseAsync();
            Assert.Equal(2, await EmptyAsync());
            return;
        }

        foreach (var refused in new[] { await Assert.ThrowsAsync<PipelineException>(RefuseAsync), await Assert.ThrowsAsync<PipelineException>(EmptyAsync) })
        {
            Assert.Equal($"The vault notejam-production in eu-central-1 also holds what is not of this environment:\n  1 recovery point of {resource}: {arn}", refused.Cause);
            Assert.Contains("aws backup start-copy-job", refused.Remedy, StringComparison.Ordinal);
        }

        // The first deletes nothing, the second ours alone.
        Assert.Equal([arn], _points);
        Assert.DoesNotContain(arn, _deleted);
    }

    [Fact]
    public async Task Nothing_is_deleted_when_it_is_looked_for_others()
    {
        _points.AddRange(["arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1", "arn:billing", "arn:billing-2"]);
        _resources["arn:billing"] = _resources["arn:billing-2"] = ("arn:aws:rds:eu-central-1:123456789012:db:billing", "RDS");
        var refused = await Assert.ThrowsAsync<PipelineException>(RefuseAsync);
        Assert.EndsWith("  2 recovery points of arn:aws:rds:eu-central-1:123456789012:db:billing: arn:billing, arn:billing-2", refused.Cause, StringComparison.Ordinal);
        Assert.Equal((3, 0), (_points.Count, _deleted.Count));
    }

    [Theory]
    [InlineData("InvalidResourceStateException")]
    [InlineData("ThrottlingException")]
    [InlineData("ServiceUnavailableException")]
    public async Task A_deletion_that_cannot_be_accepted_yet_is_no_refusal(string error)
    {
        _points.Add("arn:aws:rds:eu-central-1:123456789012:snapshot:awsbackup:job-1");
        var asked = 0;
        _aws.On("DELETE /backup-vaults/notejam-production/recovery-points/", input => ++asked < 3 ? throw new AwsError(error, "not yet") : Delete((string)input["rest"]!));
        Assert.Equal(1, await EmptyAsync());
        Assert.Equal((3, 0), (asked, _points.Count));
    }

    private JsonObject Page(JsonNode input)
    {
        var from = int.Parse((string?)input["nextToken"] ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var page = _points.Skip(from).Take(2).Select(arn => (JsonNode)new JsonObject { ["RecoveryPointArn"] = arn, ["Status"] = "COMPLETED", ["ResourceArn"] = ResourceOf(arn).Resource, ["ResourceType"] = ResourceOf(arn).Type });
        return new JsonObject { ["RecoveryPoints"] = new JsonArray([.. page]), ["NextToken"] = from + 2 < _points.Count ? $"{from + 2}" : null };
    }

    private JsonObject Delete(string arn)
    {
        _deleted.Add(arn);
        _points.Remove(arn);
        return [];
    }

    private (string Resource, string Type) ResourceOf(string arn) => _resources.GetValueOrDefault(arn, (RecoverySamples.DatabaseArn, "RDS"));

    private Task<int> EmptyAsync() => SweepAsync(sweep => sweep.EmptyAsync(Vault, CancellationToken.None));

    private Task RefuseAsync() => SweepAsync(async sweep =>
    {
        if (await sweep.DescribeOthersAsync(Vault, CancellationToken.None) is { } others) throw VaultSweep.Refuse([others]);
        return 0;
    });

    private async Task<int> SweepAsync(Func<VaultSweep, Task<int>> act)
    {
        using var backup = new AmazonBackupClient(FakeAws.Credentials, _aws.Configure(new AmazonBackupConfig { MaxErrorRetry = 0 }));
        var databases = new DestroyedDatabases(new EnvironmentNames(Vault), ["eu-central-1", "eu-west-2"], "123456789012");
        return await act(new VaultSweep(backup, "eu-central-1", databases, new HurryingTime(), new SilentLog()));
    }
}
