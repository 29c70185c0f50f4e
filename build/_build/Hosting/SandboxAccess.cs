using System.Net;
using System.Net.Http.Json;
using System.Net.Sockets;
using System.Security.Cryptography.X509Certificates;
using Notejam.Pipeline.Tools;

namespace Notejam.Build.Hosting;

/// <summary>The way into a sandbox's Notejam: names as its Route 53 has them, certificates of its own authority.</summary>
internal sealed class SandboxAccess(Uri endpoint)
{
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = TimeSpan.FromSeconds(30) };

    /// <summary>Asks the sandbox, which runs, whom to trust.</summary>
    public PublicAccess Create()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, new Uri(endpoint, "/_sandbox/authority"));
        using var answer = Http.Send(request).EnsureSuccessStatusCode();
        using var reader = new StreamReader(answer.Content.ReadAsStream());
        return new PublicAccess(ResolveAsync, [X509Certificate2.CreateFromPem(reader.ReadToEnd())]);
    }

    private async Task<IPAddress[]> ResolveAsync(string host, CancellationToken cancellationToken)
    {
        if (IPAddress.TryParse(host, out var address)) return [address];
        if (host == "localhost") return [IPAddress.Loopback];
        using var answer = await Http.GetAsync(new Uri(endpoint, $"/_sandbox/names/{Uri.EscapeDataString(host)}"), cancellationToken);
        if (answer.StatusCode == HttpStatusCode.NotFound) throw new SocketException((int)SocketError.HostNotFound);
        var found = await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<Answer>(cancellationToken);
        return [.. found!.Addresses.Select(IPAddress.Parse)];
    }

    private sealed record Answer(IReadOnlyList<string> Addresses);
}
