using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notejam.Sandbox.Elb.Traffic;

/// <summary>The certificate of HTTPS listeners: those of ACM have no private key here.</summary>
internal static class SelfSignedCertificate
{
    /// <summary>Makes a certificate for an address.</summary>
    public static X509Certificate2 For(IPAddress address, DateTimeOffset now)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=Notejam sandbox load balancer", key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        return request.CreateSelfSigned(now.AddDays(-1), now.AddYears(1));
    }
}
