using System.Security.Cryptography;
using System.Text;

namespace Notejam.Configuration;

/// <summary>What all tasks of an environment share and nobody else knows.</summary>
public sealed class ApplicationSecret
{
    private readonly byte[] key;

    private ApplicationSecret(string? text) => key = Encoding.UTF8.GetBytes(text ?? "");

    /// <summary>Reads Application__SecretKey, which the key secret_key of Application__Secret sets as well.</summary>
    public static ApplicationSecret Read(SettingsReader settings) => new(settings.Optional("Application:SecretKey"));

    /// <summary>
    /// A keyed hash (HMAC-SHA256): who sees it cannot try texts without the secret. After a change of the secret, links
    /// to a new password that are under way no longer work, and throttles begin to count anew.
    /// </summary>
    /// <param name="purpose">Hashes for one purpose never equal those for another.</param>
    public byte[] Hash(string purpose, string text) => HMACSHA256.HashData(key, Encoding.UTF8.GetBytes($"{purpose}\0{text}"));
}
