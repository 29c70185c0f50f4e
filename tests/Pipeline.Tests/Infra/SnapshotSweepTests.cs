using System.Xml.Linq;
using Amazon.RDS;
using Notejam.Pipeline.Infra.Teardown;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class SnapshotSweepTests : IDisposable
{
    private readonly FakeAws _aws = new();

    public void Dispose() => _aws.Dispose();

    [Theory]
    [InlineData("notejam-production-before-failback-abcde", "notejam-production", "postgres", "available", true)]
    [InlineData("notejam-production-before-failback-keep-this", "notejam-production", "postgres", "available", false)]
    [InlineData("before-the-audit", "notejam-production", "postgres", "available", false)]
    [InlineData("notejam-production-before-failback-abcde", "billing", "postgres", "available", false)]
    [InlineData("notejam-production-before-failback-abcde", "notejam-production", "mysql", "available", false)]
    [InlineData("notejam-production-before-failback-abcde", "notejam-production", "postgres", "deleting", false)]
    public async Task Only_what_a_failback_has_left_of_our_database_is_deleted(string identifier, string database, string engine, string status, bool isDeleted)
    {
        var (stands, looks) = (true, 0);
        _aws.OnQuery("DescribeDBSnapshots", _ => new XElement("R", new XElement("DBSnapshots", stands && (status != "deleting" || ++looks < 3)
            ? [new XElement("DBSnapshot", new XElement("DBSnapshotIdentifier", identifier), new XElement("DBInstanceIdentifier", database), new XElement("Engine", engine), new XElement("Status", status))]
            : Array.Empty<XElement>())));
        _aws.OnQuery("DeleteDBSnapshot", _ =>
        {
            stands = false;
            return new XElement("R");
        });
        Assert.Equal(isDeleted ? 1 : 0, await SweepAsync());
        Assert.Equal(isDeleted ? [identifier] : [], _aws.Calls.Where(call => call.Operation == "DeleteDBSnapshot").Select(call => (string)call.Input["DBSnapshotIdentifier"]!));
    }

    [Theory]
    [InlineData("InvalidDBSnapshotState")]
    [InlineData("DBSnapshotNotFound")]
    [InlineData("Throttling")]
    public async Task One_that_goes_slowly_is_waited_for(string error)
    {
        var (asked, looks) = (0, 0);
        _aws.OnQuery("DescribeDBSnapshots", _ => new XElement("R", new XElement("DBSnapshots", ++looks < 6
            ? [new XElement("DBSnapshot", new XElement("DBSnapshotIdentifier", "notejam-production-before-failback-abcde"), new XElement("DBInstanceIdentifier", "notejam-production"), new XElement("Engine", "postgres"), new XElement("Status", asked < 3 ? "available" : "deleting"))]
            : Array.Empty<XElement>())));
        _aws.OnQuery("DeleteDBSnapshot", _ => ++asked < 3 ? throw new AwsError(error, "not yet") : new XElement("R"));
        Assert.Equal(1, await SweepAsync());
        Assert.Equal((3, 6), (asked, looks));
    }

    private async Task<int> SweepAsync()
    {
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig { MaxErrorRetry = 0 }));
        return await new SnapshotSweep(rds, "eu-central-1", new HurryingTime(), new SilentLog()).RemoveAsync("notejam-production", CancellationToken.None);
    }
}
