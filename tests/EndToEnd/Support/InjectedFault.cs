using System.Net.Http.Json;

namespace Notejam.EndToEnd.Support;

/// <summary>Something that the sandbox does wrong until this is disposed of.</summary>
public sealed class InjectedFault : IAsyncDisposable
{
    private readonly HttpClient _sandbox;
    private bool _isOver;

    private InjectedFault(SandboxWorld world) => _sandbox = new() { BaseAddress = new Uri(world.Endpoint), DefaultRequestHeaders = { { "X-Notejam-Sandbox", "1" } } };

    /// <summary>Kills a region: its services and its load balancers.</summary>
    public static Task<InjectedFault> DeadRegionAsync(SandboxWorld world, string region) => BeginAsync(world, new { kind = "DeadRegion", region });

    /// <summary>Holds every request for an operation back for a minute: a run is surely still waiting for it when the test acts.</summary>
    public static Task<InjectedFault> HeldOperationAsync(SandboxWorld world, string service, string operation) =>
        BeginAsync(world, new { kind = "Latency", service, operation, latencyMs = 60_000 });

    private static async Task<InjectedFault> BeginAsync(SandboxWorld world, object fault)
    {
        var injected = new InjectedFault(world);
        (await injected._sandbox.PostAsJsonAsync("/_sandbox/faults", fault)).EnsureSuccessStatusCode();
        return injected;
    }

    /// <summary>Ends it, with all other faults; again without effect.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOver) return;
        _isOver = true;
        (await _sandbox.DeleteAsync(new Uri("/_sandbox/faults", UriKind.Relative))).EnsureSuccessStatusCode();
        _sandbox.Dispose();
    }
}
