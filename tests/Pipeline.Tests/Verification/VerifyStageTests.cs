using System.Net;
using System.Text.Json.Nodes;
using Amazon.ECS;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Verification;
using Record = Notejam.Pipeline.Records.Rollout;

namespace Notejam.Pipeline.Tests.Verification;

public sealed class VerifyStageTests : IDisposable
{
    private const string Rolled = "arn:aws:ecs:eu-central-1:123456789012:task-definition/notejam-production:2";
    private readonly FakeAws _aws = new();
    private readonly FakeNotejam _notejam = new();
    private readonly List<string> _asked = [];

    public void Dispose()
    {
        _aws.Dispose();
        _notejam.Dispose();
    }

    [Fact]
    public async Task A_release_is_asked_through_its_own_load_balancer_wherever_the_name_leads()
    {
        var result = await VerifyAsync(Rolled);
        Assert.Equal((Samples.Digest, Rolled), (result.Record.Digest, result.Record.TaskDefinitionArn));
        Assert.Equal("notejam.example", result.Record.Url.Host);
        Assert.All(_asked, host => Assert.Equal("balancer.example", host));
    }

    [Fact]
    public async Task Another_release_than_was_rolled_out_is_told()
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => VerifyAsync(Rolled.Replace(":2", ":1", StringComparison.Ordinal)));
        Assert.Contains(":1 serves, not ", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task One_that_is_not_ready_within_a_minute_is_told_with_what_it_said()
    {
        _notejam.IsReady = false;
        var refused = await Assert.ThrowsAsync<PipelineException>(() => VerifyAsync(Rolled));
        Assert.Contains("is not ready: /healthz/ready answers 503 the database does not answer", refused.Message, StringComparison.Ordinal);
    }

    private async Task<StageResult<Release>> VerifyAsync(string serves)
    {
        _aws.On("DescribeServices", _ => new JsonObject
        {
            ["services"] = new JsonArray(new JsonObject
            {
                ["status"] = "ACTIVE", ["desiredCount"] = 1, ["taskSets"] = new JsonArray(new JsonObject { ["status"] = "PRIMARY", ["taskDefinition"] = serves, ["runningCount"] = 1 }),
            }),
        });
        using var ecs = new AmazonECSClient(FakeAws.Credentials, _aws.Configure(new AmazonECSConfig()));
        var infra = OutputsReaderTests.Sample() with { LoadBalancer = "balancer.example", Url = new UriBuilder(_notejam.Url) { Host = "notejam.example" }.Uri };
        var rollout = new Record(Samples.Digest, Samples.Verdict(Samples.Digest), Rolled, null, RolloutOutcome.Live, null);
        return await new VerifyStage(ecs, new PublicAccess(Resolve, []), new HurryingTime(), new SilentLog()).RunAsync(rollout, infra);
    }

    private Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken)
    {
        _asked.Add(host);
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
