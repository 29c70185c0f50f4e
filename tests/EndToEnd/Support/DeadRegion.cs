using System.Net.Http.Json;

namespace Notejam.EndToEnd.Support;

/// <summary>A region of the sandbox that is gone until this is disposed of.</summary>
public sealed class DeadRegion : IAsyncDisposable
{
    private readonly HttpClient _sandbox;
    private bool _isOver;

    private DeadRegion(SandboxWorld world) => _sandbox = new() { BaseAddress = new Uri(world.Endpoint), DefaultRequestHeaders = { { "X-Notejam-Sandbox", "1" } } };

    /// <summary>Kills a region: its services and its load balancers.</summary>
    public static async Task<DeadRegion> BeginAsync(SandboxWorld world, string region)
    {
        var dead = new DeadRegion(world);
        (await dead._sandbox.PostAsJsonAsync("/_sandbox/faults", new { kind = "DeadRegion", region })).EnsureSuccessStatusCode();
        return dead;
    }

    /// <summary>Brings it back, with all other faults' ends; again without effect.</summary>
    public async ValueTask DisposeAsync()
    {
        if (_isOver) return;
        _isOver = true;
        (await _sandbox.DeleteAsync(new Uri("/_sandbox/faults", UriKind.Relative))).EnsureSuccessStatusCode();
        _sandbox.Dispose();
    }
}
