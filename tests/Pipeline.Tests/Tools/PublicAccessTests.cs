using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Tests.Tools;

public sealed class PublicAccessTests
{
    [Fact]
    public async Task A_certificate_of_the_given_authority_is_trusted_for_its_name_alone()
    {
        using var authority = CreateAuthority();
        await using var server = await StartAsync(authority);
        var port = new Uri(server.Urls.Single()).Port;
        using var http = new PublicAccess(Resolve, [authority]).OpenAt("balancer.example");
        Assert.Equal("notejam.example", await http.GetStringAsync(new Uri($"https://notejam.example:{port}/")));
        await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(new Uri($"https://another.example:{port}/")));
    }

    [Fact]
    public async Task Without_it_nobody_vouches_for_that_certificate()
    {
        using var authority = CreateAuthority();
        using var other = CreateAuthority();
        await using var server = await StartAsync(authority);
        var url = new Uri($"https://notejam.example:{new Uri(server.Urls.Single()).Port}/");
        foreach (var trusted in new X509Certificate2Collection[] { [], [other] })
        {
            using var http = new PublicAccess(Resolve, trusted).Open();
            await Assert.ThrowsAsync<HttpRequestException>(() => http.GetStringAsync(url));
        }
    }

    private static Task<IPAddress[]> Resolve(string host, CancellationToken cancellationToken) => Task.FromResult<IPAddress[]>([IPAddress.Loopback]);

    private static async Task<WebApplication> StartAsync(X509Certificate2 authority)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=notejam.example", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName("notejam.example");
        request.CertificateExtensions.Add(names.Build());
        var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3]).CopyWithPrivateKey(key);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        server.Run(context => context.Response.WriteAsync(context.Request.Host.Host));
        await server.StartAsync();
        return server;
    }

    private static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }
}
