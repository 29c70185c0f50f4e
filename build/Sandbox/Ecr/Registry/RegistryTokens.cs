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
    /// <param name="accessKey">The key of who asked for it, whose permissions it has; null for the sandbox's own use.</param>
    /// <returns>The password and when it expires.</returns>
    public (string Password, DateTimeOffset Expires) Issue(string? accessKey)
    {
        var expires = store.Now + Validity;
        var claim = Convert.ToBase64String(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{expires.ToUnixTimeSeconds()} {accessKey}")));
        return ($"{claim}.{Seal(claim)}", expires);
    }

    /// <summary>What GetAuthorizationToken hands out: user and password, encoded.</summary>
    public static string Encode(string password) => Convert.ToBase64String(Encoding.UTF8.GetBytes($"{User}:{password}"));

    /// <summary>Whose password an Authorization header carries; null when it is none of ours, or has expired.</summary>
    public RegistryUser? Find(string authorization)
    {
        ArgumentNullException.ThrowIfNull(authorization);
        var buffer = new byte[authorization.Length];
        if (!authorization.StartsWith("Basic ", StringComparison.OrdinalIgnoreCase)
            || !Convert.TryFromBase64String(authorization["Basic ".Length..].Trim(), buffer, out var length)) return null;

        var parts = Encoding.UTF8.GetString(buffer, 0, length).Split(':', 2);
        if (parts is not [User, var password] || password.Split('.') is not [var claim, var seal]
            || !CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(seal), Encoding.ASCII.GetBytes(Seal(claim)))) return null;
        var (expires, accessKey) = Encoding.ASCII.GetString(Convert.FromBase64String(claim)).Split(' ') is [var first, var second] ? (first, second) : ("0", "");
        return long.Parse(expires, CultureInfo.InvariantCulture) > store.Now.ToUnixTimeSeconds() ? new RegistryUser(accessKey.Length > 0 ? accessKey : null) : null;
    }

    private string Seal(string claim) => Convert.ToHexStringLower(HMACSHA256.HashData(store.Key, Encoding.ASCII.GetBytes(claim)));
}

/// <summary>Who signed in at a registry.</summary>
/// <param name="AccessKey">The key with which the password was asked for; null for the sandbox's own use.</param>
public sealed record RegistryUser(string? AccessKey);
