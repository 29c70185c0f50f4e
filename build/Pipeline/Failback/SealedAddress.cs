using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Notejam.Pipeline.Failback;

/// <summary>
/// Seals an address for Notejam's tasks: their arguments can be read by whoever may describe tasks, and in the account's trail, and a
/// presigned URL opens what it leads to. Tasks open it with the environment's secret (app/Notejam/Commands/Carry/SealedAddress.cs).
/// </summary>
internal static class SealedAddress
{
    private const string Prefix = "sealed:";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    // The application's own way to keys for one purpose: HMAC-SHA256 of "<purpose>\0<text>".
    private static readonly byte[] Purpose = Encoding.UTF8.GetBytes("carriage\0");

    /// <summary>Seals it.</summary>
    /// <param name="secretKey">The application's secret key.</param>
    public static string Of(Uri address, string secretKey)
    {
        ArgumentNullException.ThrowIfNull(address);
        var text = Encoding.UTF8.GetBytes(address.AbsoluteUri);
        var bytes = new byte[NonceBytes + text.Length + TagBytes];
        RandomNumberGenerator.Fill(bytes.AsSpan(0, NonceBytes));
        using var cipher = new AesGcm(HMACSHA256.HashData(Encoding.UTF8.GetBytes(secretKey), Purpose), TagBytes);
        cipher.Encrypt(bytes.AsSpan(0, NonceBytes), text, bytes.AsSpan(NonceBytes, text.Length), bytes.AsSpan(NonceBytes + text.Length));
        return Prefix + Base64Url.EncodeToString(bytes);
    }
}
