using Notejam.Pipeline.Backup.Verification;
using Notejam.Pipeline.Recovery.Journal;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Backup;

/// <summary>The bucket takes objects of everybody: a drill's report is known by its key and by its environment.</summary>
public sealed class DrillHistoryTests : IDisposable
{
    private const string Reports = "bucket/drills/production/reports/";
    private readonly FakeS3 _s3 = new();

    public void Dispose() => _s3.Dispose();

    [Theory]
    [InlineData("zz-notes.json", """{"outcome":"Passed","drillId":"theirs","environment":"production"}""")]
    [InlineData("README.txt", "not a report")]
    [InlineData("20270101T000000Z-abcde.json.bak", "not a report")]
    [InlineData("20270101-abcde.json", """{"outcome":"Passed","drillId":"theirs","environment":"production"}""")]
    public async Task What_others_keep_beside_the_reports_is_no_drill(string key, string content)
    {
        _s3.Objects[Reports + key] = content;
        Assert.Null(await FindAsync());
        Assert.Empty(await Store().ReadReportsAsync<Dictionary<string, string>>(CancellationToken.None));
        Put("20260310T120000Z-abcde.json", "production");
        Assert.Equal((true, "drill abcde Passed"), await FindAsync() is { } proof ? (proof.Passed, proof.Says) : default);
        Assert.Single(await Store().ReadReportsAsync<Dictionary<string, string>>(CancellationToken.None));
    }

    [Fact]
    public async Task A_report_of_another_environment_proves_nothing()
    {
        Put("20260310T120000Z-abcde.json", "staging");
        var proof = (await FindAsync())!;
        Assert.Equal((false, "drills/production/reports/20260310T120000Z-abcde.json is of staging, and not of production"), (proof.Passed, proof.Says));
    }

    private void Put(string key, string environment) => _s3.Objects[Reports + key] = $$"""{"outcome":"Passed","drillId":"abcde","environment":"{{environment}}"}""";

    private Task<ObservedProof?> FindAsync() => new DrillHistory(_s3.Client, "bucket", "production").FindNewestAsync(CancellationToken.None);

    private RecoveryStore Store() => new(_s3.Client, "bucket", "production", RecoveryStore.Drills);
}
