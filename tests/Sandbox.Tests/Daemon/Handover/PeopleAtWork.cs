using System.Collections.Concurrent;
using System.Diagnostics;
using System.Net;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Notejam.Sandbox.Tests.Daemon.Handover;

/// <summary>An application behind a load balancer, and people who send it 200 requests a second over old and new connections.</summary>
internal sealed class PeopleAtWork : IAsyncDisposable
{
    private static readonly TimeSpan Pace = TimeSpan.FromMilliseconds(5);
    private readonly WebApplication _application;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentBag<string> _lost = [];
    private readonly HttpClient _kept = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };
    private readonly HttpClient _fresh = new(new SocketsHttpHandler { UseProxy = false, PooledConnectionLifetime = TimeSpan.Zero })
    {
        Timeout = TimeSpan.FromSeconds(30),
    };
    private int _sent;
    private long _slowest;

    private PeopleAtWork(WebApplication application) => _application = application;

    /// <summary>Port of the application on 127.0.0.1.</summary>
    public int Port { get; private set; }

    public int Sent => _sent;

    public TimeSpan Slowest => TimeSpan.FromMilliseconds(Volatile.Read(ref _slowest));

    /// <summary>The requests without a right answer.</summary>
    public IReadOnlyCollection<string> Lost => _lost;

    public static async Task<PeopleAtWork> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0));
        var application = builder.Build();
        application.Run(async context =>
        {
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync("seen " + await reader.ReadToEndAsync());
        });
        await application.StartAsync();
        var addresses = application.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses;
        return new PeopleAtWork(application) { Port = new Uri(addresses.First()).Port };
    }

    /// <summary>Sends requests while something is done, and for a moment before and after it.</summary>
    public async Task DuringAsync(Uri address, Func<Task> action)
    {
        var sending = SendAsync(address);
        await Task.Delay(TimeSpan.FromSeconds(1));
        await action();
        await Task.Delay(TimeSpan.FromSeconds(5));
        await _stop.CancelAsync();
        await sending;
    }

    public async ValueTask DisposeAsync()
    {
        _kept.Dispose();
        _fresh.Dispose();
        _stop.Dispose();
        await _application.DisposeAsync();
    }

    private async Task SendAsync(Uri address)
    {
        var requests = new List<Task>();
        var start = Stopwatch.GetTimestamp();
        while (!_stop.IsCancellationRequested)
        {
            // As many as are due: a busy machine wakes us late.
            for (var due = (int)(Stopwatch.GetElapsedTime(start) / Pace); _sent < due;) requests.Add(AskAsync(address, ++_sent));
            await Task.Delay(Pace);
        }

        await Task.WhenAll(requests);
    }

    private async Task AskAsync(Uri address, int number)
    {
        var began = Stopwatch.GetTimestamp();
        try
        {
            using var request = new HttpRequestMessage(number % 3 == 0 ? HttpMethod.Get : HttpMethod.Post, address);
            if (request.Method == HttpMethod.Post) request.Content = new StringContent($"{number}");
            using var answer = await (number % 2 == 0 ? _kept : _fresh).SendAsync(request);
            var body = await answer.Content.ReadAsStringAsync();
            if (body != (number % 3 == 0 ? "seen " : $"seen {number}")) _lost.Add($"{number}: {(int)answer.StatusCode} {body}");
        }
        catch (Exception error) when (error is HttpRequestException or OperationCanceledException or IOException)
        {
            _lost.Add($"{number}: {error.Message}");
        }
        finally
        {
            var took = (long)Stopwatch.GetElapsedTime(began).TotalMilliseconds;
            lock (_lost) _slowest = Math.Max(_slowest, took);
        }
    }
}
