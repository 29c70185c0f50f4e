using System.Security.Cryptography;
using System.Text;

namespace Polyfills.Nuke.Tests.Process;

/// <summary>What <c>nuke :secrets</c> writes, made the way it makes it: key and vector drawn one after the other.</summary>
internal static class EncryptedSecret
{
    public static string Of(string value, string password)
    {
        var bytes = Rfc2898DeriveBytes.Pbkdf2(
            Encoding.UTF8.GetBytes(password),
            (byte[])[0x49, 0x76, 0x61, 0x6e, 0x20, 0x4d, 0x65, 0x64, 0x76, 0x65, 0x64, 0x65, 0x76],
            10_000,
            HashAlgorithmName.SHA256,
            32 + 16);
        using var aes = Aes.Create();
        aes.Key = bytes[..32];
        return "v1:" + Convert.ToBase64String(aes.EncryptCbc(Encoding.UTF8.GetBytes(value), bytes[32..]));
    }
}
