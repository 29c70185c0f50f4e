using System.Security.Cryptography;
using System.Text;

namespace Notejam.Hooks.Database;

/// <summary>
/// What PostgreSQL keeps of a password (RFC 5802, SCRAM-SHA-256). Sent in its place, as psql's \password does: a statement
/// that fails or takes long is logged by the server, and the password would stand there.
/// </summary>
internal static class ScramVerifier
{
    private const int Iterations = 4096;

    /// <summary>The verifier of a password of ASCII characters, under a salt of its own.</summary>
    public static string Create(string password) => Create(password, RandomNumberGenerator.GetBytes(16));

    /// <summary>The verifier under a salt.</summary>
    internal static string Create(string password, byte[] salt)
    {
        var salted = Rfc2898DeriveBytes.Pbkdf2(Encoding.ASCII.GetBytes(password), salt, Iterations, HashAlgorithmName.SHA256, 32);
        var stored = SHA256.HashData(HMACSHA256.HashData(salted, "Client Key"u8));
        var server = HMACSHA256.HashData(salted, "Server Key"u8);
        return $"SCRAM-SHA-256${Iterations}:{Convert.ToBase64String(salt)}${Convert.ToBase64String(stored)}:{Convert.ToBase64String(server)}";
    }
}
