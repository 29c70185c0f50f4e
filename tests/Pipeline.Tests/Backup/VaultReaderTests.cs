using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.KeyManagementService;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Backup;

/// <summary>A region that refuses or is silent is a finding, and no end of the verdict.</summary>
public sealed class VaultReaderTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Fact]
    public async Task A_vault_that_is_refused_says_why()
    {
        _aws.On("GET /backup-vaults/", _ => throw new AwsError("ResourceNotFoundException", "Backup vault notejam-production cannot be found."));
        var vault = await Reader(_aws.Configure(new AmazonBackupConfig())).ReadAsync("notejam-production", CancellationToken.None);
        Assert.Equal(("Backup vault notejam-production cannot be found.", 0), (vault.Problem, vault.Points.Count));
    }

    [Fact]
    public async Task A_region_that_is_silent_says_so_and_has_no_jobs()
    {
        var reader = Reader(new AmazonBackupConfig { ServiceURL = "http://127.0.0.1:1", AuthenticationRegion = "eu-central-1", MaxErrorRetry = 0 });
        Assert.NotNull((await reader.ReadAsync("notejam-production", CancellationToken.None)).Problem);
        Assert.Empty((await reader.ReadBackupJobsAsync("notejam-production", DateTimeOffset.UnixEpoch, CancellationToken.None)).Ours);
        var proof = (await reader.FindRestoreTestAsync(new HashSet<string>(), CancellationToken.None))!;
        Assert.False(proof.Passed);
        Assert.NotEmpty(proof.Says);
    }

    [Fact]
    public async Task A_key_that_is_refused_has_the_refusal_for_its_state()
    {
        _aws.On("DescribeKey", _ => throw new AwsError("NotFoundException", "Key does not exist"));
        var key = await Reader(_aws.Configure(new AmazonBackupConfig())).ReadKeyAsync("arn:key", CancellationToken.None);
        Assert.Equal(new ObservedKey("Key does not exist", false), key);
    }

    [Fact]
    public async Task A_vault_of_two_databases_is_read_for_ours_and_tells_whose_the_rest_is()
    {
        _aws.On("GET /backup-vaults/", asked => ((string)asked["rest"]!).EndsWith("/recovery-points/", StringComparison.Ordinal)
            ? new JsonObject
            {
                ["RecoveryPoints"] = new JsonArray([
                    .. OtherPeople.Resources.Values.Select(other => (JsonNode)new JsonObject { ["RecoveryPointArn"] = other.Arn, ["Status"] = "COMPLETED", ["CreationDate"] = 1_800_000_000, ["ResourceArn"] = other.ResourceArn, ["ResourceType"] = other.ResourceType }),
                    new JsonObject { ["RecoveryPointArn"] = RecoverySamples.PointArn, ["Status"] = "COMPLETED", ["CreationDate"] = 1_700_000_000, ["ResourceArn"] = RecoverySamples.DatabaseArn, ["ResourceType"] = "RDS" }]),
            }
            : ((string)asked["rest"]!).EndsWith("/access-policy", StringComparison.Ordinal) ? throw new AwsError("ResourceNotFoundException", "no policy") : new JsonObject { ["BackupVaultName"] = "notejam-production" });
        var vault = await Reader(_aws.Configure(new AmazonBackupConfig())).ReadAsync("notejam-production", CancellationToken.None);
        Assert.Equal([RecoverySamples.PointArn], vault.Points.Select(point => point.Arn));
        Assert.Equal(OtherPeople.Resources.Values.Select(other => other.Name), vault.Others);
        Assert.StartsWith("; also in the vault: ", vault.Also, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Jobs_of_others_are_counted_and_neither_praised_nor_blamed()
    {
        JsonObject Job(string id, string state, string resource, string type) => new() { [id] = resource, ["State"] = state, ["CreationDate"] = 1_800_000_000, ["ResourceArn"] = resource, ["ResourceType"] = type };
        JsonArray Jobs(string id) => [.. OtherPeople.Resources.Values.Select(other => (JsonNode)Job(id, "FAILED", other.ResourceArn, other.ResourceType)), Job(id, "COMPLETED", RecoverySamples.DatabaseArn, "RDS")];
        _aws.On("GET /backup-jobs/", _ => new JsonObject { ["BackupJobs"] = Jobs("BackupJobId") }).On("GET /copy-jobs/", _ => new JsonObject { ["CopyJobs"] = Jobs("CopyJobId") });
        var reader = Reader(_aws.Configure(new AmazonBackupConfig()));
        foreach (var jobs in new[] { await reader.ReadBackupJobsAsync("notejam-production", DateTimeOffset.UnixEpoch, CancellationToken.None), await reader.ReadCopyJobsAsync("vault", DateTimeOffset.UnixEpoch, CancellationToken.None) })
        {
            Assert.Equal(["COMPLETED"], jobs.Ours.Select(job => job.State));
            Assert.Equal(OtherPeople.Resources.Values.Select(other => other.Name), jobs.Others);
        }
    }

    // AWS promises no order of restore jobs (botocore backup ListRestoreJobs).
    [Theory]
    [InlineData("older COMPLETED, newest FAILED, oldest COMPLETED", "newest", false)]
    [InlineData("newest COMPLETED, older FAILED", "newest", true)]
    [InlineData("oldest COMPLETED, older FAILED", "older", false)]
    [InlineData("theirs COMPLETED, older FAILED", "older", false)]
    [InlineData("by-hand COMPLETED, older COMPLETED", "older", true)]
    [InlineData("running RUNNING, older COMPLETED", "older", true)]
    [InlineData("theirs COMPLETED, by-hand COMPLETED, running RUNNING", null, false)]
    public async Task The_newest_restore_test_of_ours_is_told_by_its_date(string listed, string? found, bool passed)
    {
        var ages = new Dictionary<string, int> { ["newest"] = 1, ["older"] = 2, ["oldest"] = 3, ["theirs"] = 0, ["by-hand"] = 0, ["running"] = 0 };
        _aws.On("GET /restore-jobs/", _ => new JsonObject
        {
            ["RestoreJobs"] = new JsonArray([.. listed.Split(", ").Select(job => job.Split(' ')).Select(job =>
            {
                var shown = new JsonObject { ["RestoreJobId"] = job[0], ["Status"] = job[1], ["RecoveryPointArn"] = job[0] == "theirs" ? "arn:theirs" : RecoverySamples.PointArn, ["CreationDate"] = 1_800_000_000 - (3600 * ages[job[0]]) };
                if (job[0] != "running") shown["CompletionDate"] = 1_800_000_600 - (3600 * ages[job[0]]);
                if (job[0] != "by-hand") shown["CreatedBy"] = new JsonObject { ["RestoreTestingPlanArn"] = "arn:plan" };
                return (JsonNode)shown;
            })]),
        });
        var proof = await Reader(_aws.Configure(new AmazonBackupConfig())).FindRestoreTestAsync(new HashSet<string> { RecoverySamples.PointArn }, CancellationToken.None);
        Assert.Equal(found, proof?.Says.Split(' ')[2]);
        Assert.Equal(passed, proof?.Passed ?? false);
    }

    private VaultReader Reader(AmazonBackupConfig config) => new(
        new AmazonBackupClient(FakeAws.Credentials, config), new AmazonKeyManagementServiceClient(FakeAws.Credentials, _aws.Configure(new AmazonKeyManagementServiceConfig())), "eu-central-1",
        new ProtectedDatabases([RecoverySamples.DatabaseArn]));
}
