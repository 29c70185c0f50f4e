namespace Notejam.Sandbox.Certificates;

/// <summary>The sandbox's own API for who vouches for its servers.</summary>
public static class AuthorityRoutes
{
    /// <summary>Adds <c>GET /_sandbox/authority</c>: the certificate to trust, PEM.</summary>
    public static void MapAuthority(this IEndpointRouteBuilder routes) =>
        routes.MapGet("/_sandbox/authority", (CertificateAuthority authority) => Results.Text(authority.ReadCertificate(), "application/x-pem-file"));
}
