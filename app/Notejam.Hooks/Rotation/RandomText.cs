using System.Security.Cryptography;

namespace Notejam.Hooks.Rotation;

/// <summary>Passwords that nobody chose.</summary>
internal static class RandomText
{
    // Letters and digits without those that look alike: every service takes them, and none is misread.
    private const string Alphabet = "ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";

    /// <summary>A text of so many characters, 5.8 bits each.</summary>
    public static string Create(int length) => RandomNumberGenerator.GetString(Alphabet, length);
}
