using System.Net;
using System.Security.Cryptography.X509Certificates;
using Notejam.Pipeline.Tests.Support;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class PublicAccessTests
{
    [Fact]
    public async Task A_certificate_of_the_given_authority_is_trusted_for_its_name_alone()
    {
        using var authority = TlsServer.CreateAuthority();
        await using var server = await TlsServer.StartAsync(authority, "notejam.example");
        var port = TlsServer.PortOf(server);
        using var http = new PublicAccess(Resolve, [authority]).OpenAt("balancer.example");
        Assert.Equal("notejam.example", await http.GetStringAsync(new Uri($"https://notejam.example:{port}/")));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"https://another.example:{port}/")));
    }

    [Fact]
    public async Task Without_it_nobody_vouches_for_that_certificate()
    {
        using var authority = TlsServer.CreateAuthority();
        using var other = TlsServer.CreateAuthority();
        await using var server = await TlsServer.StartAsync(authority, "notejam.example");
        var url = new Uri($"https://notejam.example:{TlsServer.PortOf(server)}/");
        foreach (var trusted in new X509Certificate2Collection[] { [], [other] })
        {
            using var http = new PublicAccess(Resolve, trusted).Open();
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(url));
        }
    }

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);
}
