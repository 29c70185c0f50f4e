using System.Collections.Concurrent;
using System.Diagnostics;

namespace Notejam.Benchmarks;

/// <summary>
/// A steady number of requests a second, each timed from the moment when it was due: a server (or a machine) that is late
/// does not get the waiting for nothing.
/// </summary>
internal static class TimedLoad
{
    /// <summary>Sends for a while and returns the times in milliseconds, in ascending order.</summary>
    /// <exception cref="InvalidOperationException">A request was not answered with success.</exception>
    public static async Task<IReadOnlyList<double>> RunAsync(HttpClient http, string path, int perSecond, TimeSpan duration)
    {
        var times = new ConcurrentBag<double>();
        var requests = new List<Task>();
        var watch = Stopwatch.StartNew();
        for (var due = TimeSpan.Zero; due < duration; due += TimeSpan.FromSeconds(1.0 / perSecond))
        {
            // Many timers are coarser than the pace: what is due by now is sent at once.
            while (watch.Elapsed < due) await Task.Delay(1);
            requests.Add(OneAsync(due));
        }

        await Task.WhenAll(requests);
        return [.. times.Order()];

        async Task OneAsync(TimeSpan due)
        {
            using var answer = await http.GetAsync(path);
            await answer.Content.ReadAsByteArrayAsync();
            if (!answer.IsSuccessStatusCode) throw new InvalidOperationException($"{path} answers {(int)answer.StatusCode}.");
            times.Add((watch.Elapsed - due).TotalMilliseconds);
        }
    }
}
