using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Notejam.Sandbox.Ecr.Model;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>Passwords of the registries: valid for twelve hours, as ECR's are, and for this sandbox only.</summary>
public sealed class RegistryTokens(EcrStore store)
{
    private const string User = "AWS";
    private static readonly TimeSpan Validity = TimeSpan.FromHours(12);

    /// <summary>Makes a password.</summary>
    /// <returns>The password and when it expires.</returns>
    public (string Password, DateTimeOffset Expires) Issue()
    {
        var expires = store.Now + Validity;
        var claim = Convert.ToBase64String(Encoding.ASCII.GetBytes(expires.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)));
        return ($"{claim}.{Seal(claim)}", expires);
    }

    /// <summary>What GetAuthorizationToken hands out: user and password, encoded.</summary>
    public static string Encode(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));

    /// <summary>Whether an Authorization header carries a password of ours that has not expired.</summary>
    public bool Accepts(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        var buffer = new byte[authorization.Length];
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), buffer, out var length)) return false;

        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        return parts is [User, var password] && password.Split('.') is [var claim, var seal]
            && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Seal(claim)))
            && long.Parse(Encoding.ASCII.GetString(Convert.FromBase64String(claim)), CultureInfo.InvariantCulture) > store.Now.ToUnixTimeSeconds();
    }

    private string Seal(string claim) => Convert.ToHexStringLower(HMACSHA256.HashData(store.Key, Encoding.ASCII.GetBytes(claim)));
}
