using System.Net;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Notejam.Sandbox.Certificates;

/// <summary>
/// The sandbox's own certificate authority: what Amazon's RDS and ElastiCache roots are on AWS. Made on first use and kept
/// under <c>&lt;state directory&gt;/ca</c>, so that a client that trusts <see cref="CertificatePath"/> goes on trusting it.
/// </summary>
public sealed class CertificateAuthority(SandboxOptions options, TimeProvider time)
{
    private static readonly TimeSpan Validity = TimeSpan.FromDays(3650);
    private static readonly TimeSpan ClockTolerance = TimeSpan.FromDays(1);
    private readonly Lock _lock = new();

    /// <summary>The certificate to trust, PEM.</summary>
    public string CertificatePath => Path.Combine(options.StateDirectory, "ca", "ca.pem");

    private string KeyPath => Path.Combine(options.StateDirectory, "ca", "ca.key");

    /// <summary>Issues a server certificate.</summary>
    /// <param name="name">The common name; also a DNS name of the certificate.</param>
    /// <param name="addresses">The addresses at which clients will reach the server.</param>
    /// <param name="alternatives">Further DNS names.</param>
    public ServerCertificate Issue(string name, IReadOnlyList<IPAddress> addresses, IReadOnlyList<string>? alternatives = null)
    {
        using var authority = LoadOrCreate();
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(new X500DistinguishedName($"CN={name}"), key, HashAlgorithmName.SHA256);
        var names = new SubjectAlternativeNameBuilder();
        foreach (var dnsName in new[] { "localhost", name }.Concat(alternatives ?? []).Distinct()) names.AddDnsName(dnsName);
        foreach (var address in addresses) names.AddIpAddress(address);
        request.CertificateExtensions.Add(names.Build());
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(false, false, 0, critical: true));
        request.CertificateExtensions.Add(new X509KeyUsageExtension(X509KeyUsageFlags.DigitalSignature, critical: true));
        request.CertificateExtensions.Add(new X509EnhancedKeyUsageExtension([new Oid("1.3.6.1.5.5.7.3.1")], critical: false));

        using var certificate = request.Create(
            authority, authority.NotBefore, authority.NotAfter, RandomNumberGenerator.GetBytes(16));
        return new ServerCertificate(
            certificate.ExportCertificatePem() + "\n" + authority.ExportCertificatePem() + "\n",
            key.ExportPkcs8PrivateKeyPem() + "\n");
    }

    /// <summary>The certificate to trust, made if there is none yet.</summary>
    public string ReadCertificate()
    {
        using var authority = LoadOrCreate();
        return authority.ExportCertificatePem() + "\n";
    }

    private X509Certificate2 LoadOrCreate()
    {
        lock (_lock)
        {
            if (!File.Exists(CertificatePath)) Create();
            return X509Certificate2.CreateFromPemFile(CertificatePath, KeyPath);
        }
    }

    private void Create()
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest(
            new X500DistinguishedName($"CN=Notejam sandbox {options.Port}"), key, HashAlgorithmName.SHA256);
        request.CertificateExtensions.Add(new X509BasicConstraintsExtension(true, true, 0, critical: true));
        request.CertificateExtensions.Add(
            new X509KeyUsageExtension(X509KeyUsageFlags.KeyCertSign | X509KeyUsageFlags.CrlSign, critical: true));
        request.CertificateExtensions.Add(new X509SubjectKeyIdentifierExtension(request.PublicKey, critical: false));
        var now = time.GetUtcNow();
        using var certificate = request.CreateSelfSigned(now - ClockTolerance, now + Validity);

        Directory.CreateDirectory(Path.GetDirectoryName(CertificatePath)!);
        SecretFile.Write(KeyPath, key.ExportPkcs8PrivateKeyPem() + "\n");
        // Last, and in one step: where the certificate is, the key is too.
        File.WriteAllText(CertificatePath + ".new", certificate.ExportCertificatePem() + "\n");
        File.Move(CertificatePath + ".new", CertificatePath, overwrite: true);
    }
}
