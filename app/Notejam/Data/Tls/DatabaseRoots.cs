using System.Security.Cryptography.X509Certificates;

namespace Notejam.Data.Tls;

/// <summary>Whom Notejam trusts to vouch for a database: Amazon's private roots and what SSL_CERT_FILE names.</summary>
public static class DatabaseRoots
{
    private const string Resource = "Notejam.Data.Tls.rds-roots.pem";

    /// <summary>Reads them. A file that cannot be read is as good as none: the handshake then says whom it does not trust.</summary>
    /// <param name="additionalFile">A PEM file, usually the value of SSL_CERT_FILE; null: none.</param>
    public static X509Certificate2Collection Read(string? additionalFile)
    {
        var roots = new X509Certificate2Collection();
        using var stream = typeof(DatabaseRoots).Assembly.GetManifestResourceStream(Resource)!;
        using var reader = new StreamReader(stream);
        roots.ImportFromPem(reader.ReadToEnd());
        if (additionalFile is { Length: > 0 } && File.Exists(additionalFile)) roots.ImportFromPemFile(additionalFile);
        return roots;
    }
}
