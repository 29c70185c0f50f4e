using System.Diagnostics;
using Notejam.Commands;
using Notejam.Machine.Processes;

namespace Notejam.Tests.Servers;

/// <summary>Notejam as ECS ends it: by SIGTERM, with its exit code to see.</summary>
public sealed class TerminableNotejam : IAsyncDisposable
{
    private readonly Process process;

    private TerminableNotejam(Process process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public bool HasExited => process.HasExited;

    public static async Task<TerminableNotejam> StartAsync(IReadOnlyDictionary<string, string?> environment)
    {
        var port = FreePort.Find();
        var address = new Uri($"http://127.0.0.1:{port}/");
        var start = new ProcessStartInfo("dotnet", [typeof(ServeCommand).Assembly.Location]);
        foreach (var (name, value) in environment) start.Environment[name] = value;
        start.Environment["ASPNETCORE_URLS"] = address.ToString();
        var notejam = new TerminableNotejam(Process.Start(start)!, address);
        using var http = new HttpClient();
        await Eventually.HoldsAsync("Notejam is ready", async () =>
        {
            if (notejam.HasExited) throw new InvalidOperationException("Notejam ended.");
            try
            {
                return (await http.GetAsync(new Uri(address, "/healthz/ready"))).IsSuccessStatusCode;
            }
            catch (HttpRequestException)
            {
                return false;
            }
        });
        return notejam;
    }

    public async Task TerminateAsync() =>
        await new ProcessRunner().RunAsync(ProcessCommand.Of("kill", "-TERM", process.Id.ToString(System.Globalization.CultureInfo.InvariantCulture)));

    public async Task<int> ExitCodeAsync()
    {
        using var limit = new CancellationTokenSource(TimeSpan.FromSeconds(40));
        await process.WaitForExitAsync(limit.Token);
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        if (!process.HasExited) process.Kill();
        await process.WaitForExitAsync();
        process.Dispose();
    }
}
