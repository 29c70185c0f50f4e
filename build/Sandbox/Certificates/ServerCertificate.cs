namespace Notejam.Sandbox.Certificates;

/// <summary>A server's certificate and private key, both PEM; the certificate is followed by its issuer's.</summary>
public sealed record ServerCertificate(string CertificatePem, string KeyPem);
