using System.Text.Json.Nodes;
using Amazon.CodeDeploy;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Tests.Support;
using Notejam.Hooks.Validation;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Hooks.Tests.Validation;

public sealed class ValidateReleaseTests : IAsyncDisposable
{
    private const string Report = "PutLifecycleEventHookExecutionStatus";
    private readonly FakeNotejam _notejam = new();
    private readonly FakeAws _aws = new FakeAws().On(Report, _ => new JsonObject());
    private readonly HttpClient _http = ReleaseChecks.CreateClient();
    private readonly StringWriter _log = new();
    private readonly HurryingTime _time = new();

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        _aws.Dispose();
        await _log.DisposeAsync();
        await _notejam.DisposeAsync();
    }

    [Fact]
    public async Task A_release_that_answers_well_may_take_traffic()
    {
        await HandleAsync(_notejam.Url);

        Assert.Equal("""{"deploymentId":"d-1","lifecycleEventHookExecutionId":"e-1","status":"Succeeded"}""", Reported());
    }

    [Fact]
    public async Task A_release_that_needs_a_moment_is_waited_for()
    {
        _notejam.StartsAfter = 3;
        await HandleAsync(_notejam.Url);

        Assert.Equal(4, _notejam.Asked);
        Assert.Contains("Succeeded", Reported(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("not ready", "/health/ready answers 503: {\"status\":\"Unhealthy\"}")]
    [InlineData("no page", "/signin answers 500")]
    [InlineData("no Content-Security-Policy", "/signin lacks the headers Content-Security-Policy")]
    [InlineData("no token", "/signin has no form with an antiforgery token")]
    [InlineData("no link", "/signin links no stylesheet")]
    [InlineData("no style", "/notejam.css?v=a&b answers 404 with text/html, not a stylesheet")]
    [InlineData("no 404", "/there-is-no-such-page answers 200, not 404")]
    [InlineData("forgery accepted", "a form without antiforgery token sent to /signin is answered 200, not 400")]
    public async Task What_is_wrong_keeps_it_from_the_traffic_and_is_said(string fault, string problem)
    {
        _notejam.Fault = fault;
        var answer = await HandleAsync(_notejam.Url);

        Assert.Contains("\"status\":\"Failed\"", Reported(), StringComparison.Ordinal);
        Assert.Equal(problem, (string?)answer!["problem"]);
        Assert.Equal($"d-1: {problem}", (string?)JsonNode.Parse(_log.ToString().Trim())!["Message"]);
    }

    [Fact]
    public async Task Nothing_that_answers_is_reported_too()
    {
        var url = _notejam.Url;
        await _notejam.DisposeAsync();
        await HandleAsync(url);

        Assert.Contains("\"status\":\"Failed\"", Reported(), StringComparison.Ordinal);
        Assert.Contains("/health/ready does not answer", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_fault_of_its_own_fails_the_release_and_is_reported()
    {
        _http.Dispose();
        await HandleAsync(_notejam.Url);

        Assert.Contains("\"status\":\"Failed\"", Reported(), StringComparison.Ordinal);
        Assert.Contains("could not be checked: ObjectDisposedException", _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_call_that_lambda_repeats_finds_its_outcome_known()
    {
        _aws.On(Report, _ => throw new AwsError("LifecycleEventAlreadyCompletedException", "known"));

        Assert.Equal("Succeeded", (string?)(await HandleAsync(_notejam.Url))!["status"]);
    }

    [Fact]
    public async Task Too_little_time_is_a_failure_that_is_still_reported()
    {
        await HandleAsync(_notejam.Url, TimeSpan.FromSeconds(5));

        Assert.Contains("\"status\":\"Failed\"", Reported(), StringComparison.Ordinal);
    }

    private string Reported() => Assert.Single(_aws.Calls, call => call.Operation == Report).Input.ToJsonString();

    private Task<JsonNode?> HandleAsync(Uri url, TimeSpan? left = null)
    {
        var codeDeploy = new AmazonCodeDeployClient(FakeAws.Credentials, _aws.Configure(new AmazonCodeDeployConfig()));
        var content = new JsonObject { ["DeploymentId"] = "d-1", ["LifecycleEventHookExecutionId"] = "e-1" };
        return new ValidateRelease(codeDeploy, new ReleaseChecks(_http, url), new FunctionLog(_log, TimeProvider.System), new CountingTime(_time))
            .HandleAsync(new Invocation("r-1", content, _time.GetUtcNow() + (left ?? TimeSpan.FromMinutes(2))), CancellationToken.None);
    }

    /// <summary>Hurries waits of the checks, while the limit of patience comes only once the clock has reached it.</summary>
    private sealed class CountingTime(HurryingTime time) : TimeProvider
    {
        private static readonly TimeSpan Limit = TimeSpan.FromSeconds(10);
        private readonly List<(DateTimeOffset At, TimerCallback Callback, object? State)> _limits = [];

        public override DateTimeOffset GetUtcNow() => time.GetUtcNow();

        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime >= Limit || dueTime == Timeout.InfiniteTimeSpan)
            {
                _limits.Add((GetUtcNow() + dueTime, callback, state));
                return System.CreateTimer(callback, state, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
            }

            var timer = time.CreateTimer(callback, state, dueTime, period);
            foreach (var (at, limit, limitState) in _limits.ToList())
                if (at <= GetUtcNow())
                    limit(limitState);
            return timer;
        }
    }
}
