using System.Xml.Linq;
using Amazon.RDS;
using Notejam.Pipeline.Infra;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Infra;

public sealed class DatabaseEventsTests : IDisposable
{
    private const string Failure = "module.database.aws_db_instance.this: waiting for RDS DB Instance (notejam-production) create: unexpected state 'failed'";
    private static readonly DateTimeOffset Start = new(2026, 5, 1, 10, 0, 0, TimeSpan.Zero);
    private readonly FakeAws _aws = new();

    [Fact]
    public async Task A_database_that_does_not_come_up_is_explained_by_its_own_events_of_this_run()
    {
        _aws.OnQuery("DescribeEvents", input => (string?)input["Marker"] is null
            ? new XElement("X", Events(("notejam-production", "FATAL: out of memory", Start.AddSeconds(9)), ("notejam-production-2", "not this one", Start)), new XElement("Marker", "next"))
            : new XElement("X", Events(("notejam-production", "DB instance restarted", Start.AddSeconds(3)))));

        var exception = await FailAsync(Failure);

        Assert.EndsWith("RDS says:\n  10:00:03 notejam-production: DB instance restarted\n  10:00:09 notejam-production: FATAL: out of memory", exception.Cause, StringComparison.Ordinal);
        Assert.Equal("Mend it.", exception.Remedy);
        Assert.StartsWith("2026-05-01T10:00:00", (string?)_aws.Calls[0].Input["StartTime"], StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_failure_without_a_word_of_RDS_stays_as_it_is()
    {
        _aws.OnQuery("DescribeEvents", _ => new XElement("X", Events()));

        Assert.Equal(Failure, (await FailAsync(Failure)).Cause);
    }

    [Fact]
    public async Task A_failure_of_something_else_asks_nothing()
    {
        Assert.Equal("module.edge.aws_lb.this: no", (await FailAsync("module.edge.aws_lb.this: no")).Cause);
        Assert.Empty(_aws.Calls);
    }

    [Fact]
    public async Task Events_that_may_not_be_read_do_not_hide_the_failure()
    {
        _aws.OnQuery("DescribeEvents", _ => throw new AwsError("AccessDenied", "not yours"));

        Assert.Equal($"{Failure}\nRDS says:\n  its events could not be read: not yours", (await FailAsync(Failure)).Cause);
    }

    public void Dispose() => _aws.Dispose();

    private async Task<PipelineException> FailAsync(string cause)
    {
        using var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        return await Assert.ThrowsAsync<PipelineException>(() =>
            new DatabaseEvents(rds).ExplainAsync<int>(() => throw new PipelineException(cause, "Mend it."), Start, CancellationToken.None));
    }

    private static XElement Events(params (string Source, string Message, DateTimeOffset Date)[] events) => new("Events", events.Select(item => new XElement("Event",
        new XElement("SourceIdentifier", item.Source), new XElement("Message", item.Message), new XElement("Date", item.Date.UtcDateTime))));
}
