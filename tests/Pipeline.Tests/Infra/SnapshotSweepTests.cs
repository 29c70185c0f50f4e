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
        _aws.OnQuery("DescribeDBSnapshots", _ => new XElement("R", new XElement("DBSnapshots", new XElement("DBSnapshot",
            new XElement("DBSnapshotIdentifier", identifier), new XElement("DBInstanceIdentifier", database), new XElement("Engine", engine), new XElement("Status", status)))));
        _aws.OnQuery("DeleteDBSnapshot", _ => new XElement("R"));
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        Assert.Equal(isDeleted ? 1 : 0, await new SnapshotSweep(rds, "eu-central-1", new SilentLog()).RemoveAsync("notejam-production", CancellationToken.None));
        Assert.Equal(isDeleted ? [identifier] : [], _aws.Calls.Where(call => call.Operation == "DeleteDBSnapshot").Select(call => (string)call.Input["DBSnapshotIdentifier"]!));
    }
}
