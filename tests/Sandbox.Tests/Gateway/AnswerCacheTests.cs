using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Tests.Support;

namespace Notejam.Sandbox.Tests.Gateway;

public sealed class AnswerCacheTests
{
    private readonly AnswerCache _cache = new(new FakeLifetime());
    private int _calls;

    [Fact]
    public async Task A_repeated_attempt_gets_the_first_answer()
    {
        var first = await AskAsync("CreateRepository", "one");
        var second = await AskAsync("CreateRepository", "one");

        Assert.Same(first, second);
        Assert.Equal(1, _calls);
    }

    [Theory]
    [InlineData("DescribeServices", "one")]
    [InlineData("GetAuthorizationToken", "one")]
    [InlineData("CreateRepository", null)]
    public async Task Reads_and_calls_without_an_id_are_answered_anew(string operation, string? id)
    {
        await AskAsync(operation, id);
        await AskAsync(operation, id);

        Assert.Equal(2, _calls);
    }

    [Fact]
    public async Task A_failure_is_not_replayed()
    {
        await AskAsync("CreateRepository", "one", status: 500);
        var second = await AskAsync("CreateRepository", "one");

        Assert.Equal((200, 2), (second.Status, _calls));
    }

    [Fact]
    public async Task An_attempt_joins_the_one_under_way()
    {
        var slow = new TaskCompletionSource<AwsResponse>();
        var request = Request("CreateService", "one");
        var first = _cache.GetAsync(request, _ => slow.Task, CancellationToken.None);
        var second = _cache.GetAsync(request, _ => throw new InvalidOperationException("The second attempt must not run."), CancellationToken.None);
        slow.SetResult(AwsResponse.Json());

        Assert.Same(await first, await second);
    }

    [Fact]
    public async Task A_client_that_gives_up_does_not_undo_its_call()
    {
        using var gaveUp = new CancellationTokenSource();
        var slow = new TaskCompletionSource<AwsResponse>();
        var request = Request("CreateService", "one");
        var first = _cache.GetAsync(request, _ => slow.Task, gaveUp.Token);
        await gaveUp.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => first);
        slow.SetResult(AwsResponse.Json());

        var second = await AskAsync("CreateService", "one");
        Assert.Equal((200, 0), (second.Status, _calls));
    }

    [Theory]
    [InlineData("GET", false)]
    [InlineData("HEAD", false)]
    [InlineData("PUT", true)]
    [InlineData("DELETE", true)]
    public void Of_a_rest_call_the_method_tells_whether_it_changes_something(string method, bool changes)
    {
        var request = Request($"{method} /backup/plans", "one") with { Protocol = AwsProtocol.Rest, Method = method };

        Assert.Equal(changes, AnswerCache.Changes(request));
    }

    private Task<AwsResponse> AskAsync(string operation, string? id, int status = 200) => _cache.GetAsync(Request(operation, id), _ =>
    {
        _calls++;
        return Task.FromResult(AwsResponse.Json(status: status));
    }, CancellationToken.None);

    private static AwsRequest Request(string operation, string? id) => new()
    {
        Region = "eu-central-1",
        Service = "ecr",
        Operation = operation,
        Protocol = AwsProtocol.Json,
        Body = [],
        PathAndQuery = "/",
        InvocationId = id,
    };
}
