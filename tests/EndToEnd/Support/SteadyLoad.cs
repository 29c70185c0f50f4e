using System.Collections.Concurrent;
using System.Diagnostics;

namespace Notejam.EndToEnd.Support;

/// <summary>A steady number of requests a second at one address, from start to stop; whatever is not answered with success counts as lost.</summary>
public sealed class SteadyLoad : IAsyncDisposable
{
    private static readonly TimeSpan Longest = TimeSpan.FromMinutes(10);
    private readonly HttpClient _http = new(new SocketsHttpHandler { MaxConnectionsPerServer = 64 }) { Timeout = TimeSpan.FromSeconds(20) };
    private readonly CancellationTokenSource _stop = new(Longest);
    private readonly ConcurrentBag<Task> _requests = [];
    private readonly Task _loop;
    private int _sent;

    /// <summary>Begins.</summary>
    public SteadyLoad(Uri address, int perSecond) => _loop = Task.Run(() => SendAsync(address, perSecond));

    /// <summary>What was not answered, and how.</summary>
    public ConcurrentBag<string> Lost { get; } = [];

    /// <summary>Requests sent.</summary>
    public int Sent => _sent;

    /// <summary>Stops sending and waits for the answers that are still to come.</summary>
    public async Task StopAsync()
    {
        await _stop.CancelAsync();
        await _loop;
        await Task.WhenAll(_requests);
    }

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync(Uri address, int perSecond)
    {
        var watch = Stopwatch.StartNew();
        while (!_stop.IsCancellationRequested)
        {
            // Catch up with the clock, not with the last delay: the rate stays what it is on a busy machine.
            for (var due = (int)(watch.Elapsed.TotalSeconds * perSecond); _sent < due; _sent++) _requests.Add(OneAsync(address));
            await Task.Delay(5);
        }
    }

    private async Task OneAsync(Uri address)
    {
        try
        {
            using var response = await _http.GetAsync(address);
            if (!response.IsSuccessStatusCode) Lost.Add($"{(int)response.StatusCode}");
        }
        catch (Exception exception) when (exception is HttpRequestException or TaskCanceledException)
        {
            Lost.Add(exception.Message);
        }
    }
}
