using System.Diagnostics;
using Notejam.Tests.Servers;

namespace Notejam.Benchmarks;

/// <summary>A running Notejam and what it takes.</summary>
internal sealed class MeasuredNotejam : IAsyncDisposable
{
    private readonly Process process;

    private MeasuredNotejam(Process process, Uri address, double secondsToReady) =>
        (this.process, Address, SecondsToReady) = (process, address, secondsToReady);

    public Uri Address { get; }

    public double SecondsToReady { get; }

    /// <summary>Memory that it holds now, in bytes.</summary>
    public long ResidentBytes
    {
        get
        {
            process.Refresh();
            return process.WorkingSet64;
        }
    }

    /// <summary>Time on processors that it has had, in seconds. Other programs on the machine do not change it much.</summary>
    public double ProcessorSeconds
    {
        get
        {
            process.Refresh();
            return process.TotalProcessorTime.TotalSeconds;
        }
    }

    /// <summary>Starts it and waits until it is ready.</summary>
    public static async Task<MeasuredNotejam> StartAsync(string assembly, IReadOnlyDictionary<string, string?> environment)
    {
        var address = new Uri($"http://127.0.0.1:{FreePort.Find()}/");
        var start = new ProcessStartInfo("dotnet", [assembly]) { RedirectStandardOutput = true };
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        using var http = new HttpClient();
        var began = Stopwatch.GetTimestamp();
        var process = Process.Start(start)!;
        process.OutputDataReceived += (_, _) => { };
        process.BeginOutputReadLine();
        while (!await IsReadyAsync(http, address))
        {
            if (process.HasExited) throw new InvalidOperationException($"Notejam ended with {process.ExitCode}.");
            await Task.Delay(10);
        }

        return new MeasuredNotejam(process, address, Stopwatch.GetElapsedTime(began).TotalSeconds);
    }

    public async ValueTask DisposeAsync()
    {
        process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }

    private static async Task<bool> IsReadyAsync(HttpClient http, Uri address)
    {
        try
        {
            return (await http.GetAsync(new Uri(address, "/healthz/ready"))).IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
