using System.Net.Http.Json;

namespace Notejam.EndToEnd.Support;

/// <summary>A region of the sandbox that is gone until this is disposed of.</summary>
public sealed class DeadRegion : IAsyncDisposable
{
    private readonly HttpClient _sandbox = new() { BaseAddress = new Uri(SandboxWorld.Endpoint), DefaultRequestHeaders = { { "X-Notejam-Sandbox", "1" } } };
    private bool _isOver;

    private DeadRegion()
    {
    }

    /// <summary>Kills a region: its services and its load balancers.</summary>
    public static async Task<DeadRegion> BeginAsync(string region)
    {
        var dead = new DeadRegion();
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
