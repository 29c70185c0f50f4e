using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;

namespace Notejam.Pipeline.Tests.Support;

/// <summary>A server with a certificate of an authority of its own; it answers with the name that it was asked by.</summary>
internal static class TlsServer
{
    /// <summary>An authority that nobody knows.</summary>
    public static X509Certificate2 CreateAuthority()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Authority", key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, false, 0, critical: true));
        return request.CreateSelfSigned(DateTimeOffset.UtcNow.AddDays(-1), DateTimeOffset.UtcNow.AddDays(1));
    }

    /// <summary>Starts it on this machine, for one name.</summary>
    /// <param name="asked">Told of each request.</param>
    public static async Task<WebApplication> StartAsync(X509Certificate2 authority, string name, Action<HttpRequest>? asked = null)
    {
        var certificate = Issue(authority, name);
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseKestrelHttpsConfiguration().ConfigureKestrel(kestrel => kestrel.Listen(IPAddress.Loopback, 0, listen => listen.UseHttps(certificate)));
        var server = builder.Build();
        server.Run(context =>
        {
            asked?.Invoke(context.Request);
            return context.Response.WriteAsync(context.Request.Host.Host);
        });
        await server.StartAsync();
        return server;
    }

    /// <summary>Where it listens.</summary>
    public static int PortOf(WebApplication server) => new Uri(server.Urls.Single()).Port;

    private static X509Certificate2 Issue(X509Certificate2 authority, string name)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest($"CN={name}", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddDnsName(name);
        request.CertificateExtensions.Add(names.Build());
        using var certificate = request.Create(authority, authority.NotBefore, authority.NotAfter, [1, 2, 3]);
        return certificate.CopyWithPrivateKey(key);
    }
}
