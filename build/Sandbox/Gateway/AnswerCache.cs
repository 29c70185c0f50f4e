using System.Collections.Concurrent;

namespace Notejam.Sandbox.Gateway;

/// <summary>
/// Remembers the answers of calls that changed something, by the id that an SDK gives to all attempts of one call: a client
/// that lost the answer and tries again gets it, instead of "already exists". Reads are never remembered.
/// </summary>
public sealed class AnswerCache(IHostApplicationLifetime lifetime)
{
    private const int Capacity = 1000;
    private static readonly string[] Reads = ["Describe", "Get", "List", "BatchGet", "BatchCheck", "Lookup", "Simulate", "Search"];
    private readonly ConcurrentDictionary<string, Lazy<Task<AwsResponse>>> _answers = new();
    private readonly ConcurrentQueue<string> _order = new();

    /// <summary>The stored answer of a call, or that of the handler, which is run once for all attempts.</summary>
    public async Task<AwsResponse> GetAsync(AwsRequest request, Func<CancellationToken, Task<AwsResponse>> answer, CancellationToken aborted)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(answer);
        if (request.InvocationId is not { Length: > 0 } id || !Changes(request)) return await answer(aborted);

        var key = $"{id} {request.Service} {request.Operation}";
        // A client that gives up does not undo what it asked for: its next attempt wants the answer.
        var made = new Lazy<Task<AwsResponse>>(() => answer(lifetime.ApplicationStopping));
        var stored = _answers.GetOrAdd(key, made);
        if (ReferenceEquals(made, stored)) Remember(key);
        var response = await stored.Value.WaitAsync(aborted);
        if (response.Status >= StatusCodes.Status400BadRequest) _answers.TryRemove(key, out _);
        return response;
    }

    /// <summary>Whether an operation may change something, by its name.</summary>
    public static bool Changes(AwsRequest request)
    {
        ArgumentNullException.ThrowIfNull(request);
        return request.Protocol == AwsProtocol.Rest && request.Operation.Contains(' ', StringComparison.Ordinal)
            ? !HttpMethods.IsGet(request.Method) && !HttpMethods.IsHead(request.Method)
            : !Array.Exists(Reads, read => request.Operation.StartsWith(read, StringComparison.Ordinal));
    }

    private void Remember(string key)
    {
        _order.Enqueue(key);
        while (_order.Count > Capacity && _order.TryDequeue(out var oldest)) _answers.TryRemove(oldest, out _);
    }
}
