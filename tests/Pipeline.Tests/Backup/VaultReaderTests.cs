using Amazon.Backup;
using Amazon.KeyManagementService;
using Notejam.Pipeline.Backup.Verification;
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
        Assert.Empty(await reader.ReadBackupJobsAsync("notejam-production", DateTimeOffset.UnixEpoch, CancellationToken.None));
        var proof = (await reader.FindRestoreTestAsync(CancellationToken.None))!;
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

    private VaultReader Reader(AmazonBackupConfig config) => new(
        new AmazonBackupClient(FakeAws.Credentials, config), new AmazonKeyManagementServiceClient(FakeAws.Credentials, _aws.Configure(new AmazonKeyManagementServiceConfig())), "eu-central-1");
}
