using System.Net;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Infra;
using Notejam.Pipeline.Tests.Recovery;
using Notejam.Pipeline.Tests.Rollout;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Verification;
using Record = Notejam.Pipeline.Records.Rollout;

namespace Notejam.Pipeline.Tests.Verification;

public sealed class VerifyStageTests : IDisposable
{
    private readonly FakeService _service = new();
    private readonly FakeNotejam _notejam = new();
    private readonly List<string> _asked = [];

    public void Dispose()
    {
        _service.Dispose();
        _notejam.Dispose();
    }

    [Fact]
    public async Task A_release_is_asked_through_its_own_load_balancer_wherever_the_name_leads()
    {
        var result = await VerifyAsync();
        Assert.Equal((Samples.Digest, FakeService.Ours), (result.Record.Digest, result.Record.TaskDefinitionArn));
        Assert.Equal("notejam.example", result.Record.Url.Host);
        Assert.All(_asked, host => Assert.Equal("balancer.example", host));
    }

    [Fact]
    public async Task Another_release_than_was_rolled_out_is_told()
    {
        _service.Primary = FakeService.Older;
        Assert.Contains(":6 serves, not ", (await Assert.ThrowsAsync<PipelineException>(VerifyAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_ECS_shows_of_the_release_before_is_looked_at_again()
    {
        var looks = 0;
        _service.OnLook = service => service.Primary = ++looks < 3 ? FakeService.Older : FakeService.Ours;
        Assert.Equal(StageOutcome.Done, (await VerifyAsync()).Outcome);
    }

    [Fact]
    public async Task One_that_is_not_ready_within_a_minute_is_told_with_what_it_said()
    {
        _notejam.IsReady = false;
        Assert.Contains("is not ready: /healthz/ready answers 503 the database does not answer", (await Assert.ThrowsAsync<PipelineException>(VerifyAsync)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_listener_that_shares_requests_out_is_told_however_well_the_release_answers()
    {
        (_service.Leftover, _service.Default.Weights) = (FakeService.Older, [(FakeService.Blue, 99), (FakeService.Green, 1)]);
        Assert.Contains("1 % to notejam-green (notejam-production:6)", (await Assert.ThrowsAsync<PipelineException>(VerifyAsync)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"imageDigest":"sha256:bbb"}""", "sha256:bbb")]
    [InlineData("""{"imageDigest":null}""", "no digest")]
    [InlineData("under maintenance", "no digest")]
    public async Task One_answer_in_a_row_that_is_of_another_release_is_found(string other, string told)
    {
        var asked = 0;
        _notejam.Version = () => ++asked % 7 == 0 ? other : Own;
        var refused = (await Assert.ThrowsAsync<PipelineException>(VerifyAsync)).Message;
        Assert.Contains($"of {VerifyStage.Questions} answers of /version ", refused, StringComparison.Ordinal);
        Assert.Contains(told, refused, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_release_that_does_not_tell_its_version_yet_is_believed_by_the_listener()
    {
        _notejam.Version = () => null;
        Assert.Equal(StageOutcome.Done, (await VerifyAsync()).Outcome);
    }

    private static string Own => new System.Text.Json.Nodes.JsonObject { ["imageDigest"] = Samples.Digest.ToString() }.ToJsonString();

    internal async Task<StageResult<Release>> VerifyAsync()
    {
        _notejam.Version ??= () => Own;
        var time = new HurryingTime();
        var infra = OutputsReaderTests.Sample() with { LoadBalancer = "balancer.example", Url = new UriBuilder(_notejam.Url) { Host = "notejam.example" }.Uri };
        var rollout = new Record(Samples.Digest, Samples.Verdict(Samples.Digest), FakeService.Ours, null, RolloutOutcome.Live, null);
        return await new VerifyStage(_service.CreateObserver(time), new PublicAccess(Resolve, []), time, new SilentLog()).RunAsync(rollout, infra);
    }

    private Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken)
    {
        _asked.Add(host);
        return Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
    }
}
