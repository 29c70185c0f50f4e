using System.Net;

namespace Notejam.Commands.Carry;

/// <summary>Stores and fetches by presigned URLs, again where that may help; what fails is told without its URL.</summary>
internal sealed class Transfer : IDisposable
{
    private const int Attempts = 5;
    private static readonly TimeSpan FirstPause = TimeSpan.FromMilliseconds(500);

    // For 32 MiB between regions that is far more than it takes.
    private static readonly TimeSpan AttemptLimit = TimeSpan.FromMinutes(5);

    // A presigned URL is good for its own host only: where it leads elsewhere, that is told.
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>Stores bytes.</summary>
    /// <param name="what">What they are, for the message.</param>
    /// <exception cref="CarryException">They are not stored.</exception>
    public Task PutAsync(Uri url, string what, ReadOnlyMemory<byte> bytes, CancellationToken cancellationToken) => RepeatAsync($"{what} cannot be stored", async limited =>
    {
        // Bytes in memory go out with their Content-Length: S3 takes no chunked body for a presigned PUT.
        using var request = new HttpRequestMessage(HttpMethod.Put, url) { Content = new ReadOnlyMemoryContent(bytes) };
        using var response = await http.SendAsync(request, limited);
        return (response.StatusCode, 0);
    }, cancellationToken);

    /// <summary>Fetches bytes and returns how many.</summary>
    /// <param name="what">What they are, for the message.</param>
    /// <param name="buffer">Where they go.</param>
    /// <exception cref="CarryException">They cannot be had, or do not fit.</exception>
    public Task<int> GetAsync(Uri url, string what, Memory<byte> buffer, CancellationToken cancellationToken) => RepeatAsync($"{what} cannot be read", async limited =>
    {
        using var response = await http.GetAsync(url, HttpCompletionOption.ResponseHeadersRead, limited);
        if (response.StatusCode != HttpStatusCode.OK) return (response.StatusCode, 0);
        await using var body = await response.Content.ReadAsStreamAsync(limited);
        var length = await body.ReadAtLeastAsync(buffer, buffer.Length, throwOnEndOfStream: false, limited);
        if (length == buffer.Length && await body.ReadAsync(new byte[1], limited) > 0)
            throw new CarryException($"{what} is larger than the {buffer.Length} bytes that are taken: it was not written by 'export'.");
        return (response.StatusCode, length);
    }, cancellationToken);

    public void Dispose() => http.Dispose();

    private static async Task<int> RepeatAsync(string failure, Func<CancellationToken, Task<(HttpStatusCode Status, int Length)>> attempt, CancellationToken cancellationToken)
    {
        for (var (number, pause) = (1, FirstPause); ; number++, pause *= 2)
        {
            using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
            limit.CancelAfter(AttemptLimit);
            string cause;
            try
            {
                var (status, length) = await attempt(limit.Token);
                if ((int)status is >= 200 and < 300) return length;
                cause = $"HTTP {(int)status}";
                if (!IsPassing(status)) throw new CarryException($"{failure}: {cause}. {Remedy(status)}");
            }
            // Messages of these may name the host: the kind of error says enough.
            catch (HttpRequestException exception)
            {
                cause = $"the connection failed ({exception.HttpRequestError})";
            }
            catch (IOException)
            {
                cause = "the connection was lost";
            }
            catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
            {
                cause = $"it took more than {AttemptLimit.TotalMinutes} minutes";
            }

            if (number == Attempts) throw new CarryException($"{failure}: {cause}, {Attempts} times. Check that the network lets this task reach the bucket, and start again.");
            await Task.Delay(pause, cancellationToken);
        }
    }

    private static bool IsPassing(HttpStatusCode status) =>
        (int)status >= 500 || status is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests;

    private static string Remedy(HttpStatusCode status) => status switch
    {
        HttpStatusCode.NotFound => "It is not there: export again.",
        HttpStatusCode.Forbidden => "Its URL has expired, or is not for this, or nothing is there: make a new list, and start again.",
        _ => "Make a new list of URLs, and start again.",
    };
}
