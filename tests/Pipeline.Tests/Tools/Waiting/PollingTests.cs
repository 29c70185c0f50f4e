using System.Net;
using System.Net.Sockets;
using System.Security.Authentication;
using Amazon.Backup;
using Amazon.ECS;
using Amazon.Runtime;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;
using Notejam.Pipeline.Tools.Waiting;

namespace Notejam.Pipeline.Tests.Tools.Waiting;

public sealed class PollingTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(10);
    private readonly HurryingTime _time = new();
    private readonly SilentLog _log = new();
    private readonly DateTimeOffset _began;
    private readonly List<double> _looks = [];

    public PollingTests() => _began = _time.GetUtcNow();

    public static TheoryData<string> Passing => [.. Failures.Where(failure => failure.Kind != FailureKind.Final).Select(failure => failure.Name)];

    public static TheoryData<string> Final => [.. Failures.Where(failure => failure.Kind == FailureKind.Final).Select(failure => failure.Name)];

    private static readonly (string Name, FailureKind Kind, Exception Exception)[] Failures =
    [
        ("throttled, with status 400", FailureKind.Throttled, Service("ThrottlingException", 400)),
        ("throttled, in the query protocol's word", FailureKind.Throttled, Service("Throttling", 400)),
        ("request limit exceeded", FailureKind.Throttled, Service("RequestLimitExceeded", 503)),
        ("too many requests, by status alone", FailureKind.Throttled, Service("Whatever", 429)),
        ("S3 wants it slower", FailureKind.Throttled, Service("SlowDown", 503)),
        ("ECS's own fault", FailureKind.Passing, Service("ServerException", 500)),
        ("service unavailable", FailureKind.Passing, Service("ServiceUnavailableException", 503)),
        ("an internal failure, with a wrong status", FailureKind.Passing, Service("InternalFailure", 400)),
        ("a bad gateway", FailureKind.Passing, Service("", 502)),
        ("a dependency of AWS Backup", FailureKind.Passing, Service("DependencyFailureException", 500)),
        ("a dropped connection", FailureKind.Passing, new HttpRequestException("broken", new IOException("reset", new SocketException(104)))),
        ("a stream that ends", FailureKind.Passing, new IOException("The response ended prematurely")),
        ("nobody listens", FailureKind.Passing, new HttpRequestException("refused", new SocketException(111))),
        ("an answer that did not come", FailureKind.Passing, new TaskCanceledException("late", new TimeoutException())),
        ("a service exception without an answer", FailureKind.Passing, new AmazonBackupException("no answer", new HttpRequestException("reset"))),
        ("an answer cut off", FailureKind.Passing, new AmazonUnmarshallingException("cut", "", new IOException("cut"))),
        ("an expired token, JSON", FailureKind.Credentials, Service("ExpiredTokenException", 400)),
        ("an expired token, query", FailureKind.Credentials, Service("ExpiredToken", 403)),
        ("a session of SSO that is over", FailureKind.Credentials, new AmazonClientException("No valid SSO Token could be found.")),
        ("access denied", FailureKind.Final, Service("AccessDeniedException", 400)),
        ("access denied, query", FailureKind.Final, Service("AccessDenied", 403)),
        ("a token that nobody knows", FailureKind.Final, Service("UnrecognizedClientException", 400)),
        ("a wrong parameter", FailureKind.Final, Service("InvalidParameterException", 400)),
        ("not there", FailureKind.Final, Service("ResourceNotFoundException", 400)),
        ("a quota", FailureKind.Final, Service("LimitExceededException", 400)),
        ("not implemented", FailureKind.Final, Service("InternalFailure", 501)),
        ("a certificate", FailureKind.Final, new HttpRequestException("tls", new AuthenticationException("untrusted"))),
        ("an explained failure", FailureKind.Final, new PipelineException("it is so")),
        ("a missing file", FailureKind.Final, new FileNotFoundException("no such file")),
        ("a bug", FailureKind.Final, new InvalidOperationException("bug")),
    ];

    [Fact]
    public void Every_failure_has_its_kind() => Assert.All(Failures, failure => Assert.Equal((failure.Name, failure.Kind), (failure.Name, AwsFailure.KindOf(failure.Exception))));

    [Theory]
    [MemberData(nameof(Passing))]
    public async Task What_may_pass_ends_no_watch_and_is_told(string failure)
    {
        Assert.True(await WatchAsync(look => look is 2 or 3 ? throw Failure(failure) : look == 5));
        Assert.Equal(5, _looks.Count);
        Assert.Contains(_log.Lines, line => line.StartsWith("the job cannot be looked at: ", StringComparison.Ordinal));
        Assert.Contains(_log.Lines, line => line.StartsWith("the job can be looked at again, after 2 failed looks", StringComparison.Ordinal));
        Assert.Equal(2, _log.Lines.Count);
    }

    [Theory]
    [MemberData(nameof(Final))]
    public async Task What_will_not_pass_ends_it_at_once(string failure)
    {
        Assert.Same(Failure(failure), await Assert.ThrowsAnyAsync<Exception>(() => WatchAsync(look => look == 2 && Throw(Failure(failure)))));
        Assert.Equal(2, _looks.Count);
        static bool Throw(Exception exception) => throw exception;
    }

    [Fact]
    public async Task It_looks_every_one_to_three_seconds_less_and_less_often()
    {
        Assert.True(await WatchAsync(look => look == 60));
        var pauses = _looks.Zip(_looks.Skip(1), (one, next) => Math.Round(next - one, 6)).ToList();
        Assert.All(pauses, pause => Assert.InRange(pause, 1, 3));
        Assert.True(pauses[0] < 1.2 && pauses[^1] > 2.2, string.Join(' ', pauses));
        Assert.True(pauses.Skip(30).Distinct().Count() > 5, "looks of several runs fall together");
    }

    [Fact]
    public async Task Throttled_it_backs_off_to_half_a_minute_and_comes_back()
    {
        Assert.True(await WatchAsync(look => look is > 1 and < 8 ? throw Service("ThrottlingException", 400) : look == 10));
        var pauses = _looks.Zip(_looks.Skip(1), (one, next) => Math.Round(next - one, 6)).ToList();
        Assert.InRange(pauses[1], 1.5, 2);
        Assert.InRange(pauses[6], 22, 30);
        Assert.InRange(pauses[8], 1, 3);
    }

    [Fact]
    public async Task It_looks_once_more_at_its_end_and_says_that_its_time_is_over()
    {
        Assert.False(await WatchAsync(_ => false));
        Assert.Equal(Patience.TotalSeconds, _looks[^1], 0.01);
    }

    [Fact]
    public async Task A_region_that_does_not_come_back_ends_it_at_its_deadline_with_what_was_tolerated()
    {
        var lost = await Assert.ThrowsAsync<PipelineException>(() => WatchAsync(look => look == 1 ? false : throw new HttpRequestException("Connection refused", new SocketException(111))));
        Assert.StartsWith("the job could not be looked at for 59", lost.Cause, StringComparison.Ordinal);
        Assert.Contains("Connection refused", lost.Cause, StringComparison.Ordinal);
        Assert.Equal("What was begun goes on: run this again to follow it.", lost.Remedy);
        Assert.Equal(Patience.TotalSeconds, _looks[^1], 0.01);
    }

    [Fact]
    public async Task Credentials_that_nobody_renews_end_it_after_five_minutes_with_how_to_sign_in()
    {
        var lost = await Assert.ThrowsAsync<PipelineException>(() => WatchAsync(_ => throw Service("ExpiredTokenException", 400)));
        Assert.Contains("AWS does not accept the credentials any more", lost.Cause, StringComparison.Ordinal);
        Assert.StartsWith("Sign in again", lost.Remedy, StringComparison.Ordinal);
        Assert.InRange(_looks[^1], 300, 330);
    }

    [Fact]
    public async Task Whoever_interrupts_it_is_obeyed_at_once()
    {
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => new Polling(_time, _log).UntilAsync("the job", Patience, async _ =>
        {
            await stop.CancelAsync();
            throw new OperationCanceledException(stop.Token);
        }, stop.Token));
        Assert.Empty(_log.Lines);
    }

    private static Exception Failure(string name) => Failures.Single(failure => failure.Name == name).Exception;

    private static AmazonECSException Service(string code, int status) => new($"{code} of the test", ErrorType.Unknown, code, "r-1", (HttpStatusCode)status);

    private Task<bool> WatchAsync(Func<int, bool> look) => new Polling(_time, _log).UntilAsync("the job", Patience, _ =>
    {
        _looks.Add((_time.GetUtcNow() - _began).TotalSeconds);
        return Task.FromResult(look(_looks.Count));
    }, CancellationToken.None);
}
