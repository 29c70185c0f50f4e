using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Notejam.Configuration;

namespace Notejam.Commands.Carry;

/// <summary>
/// The address of a list, sealed: arguments of a task can be read by whoever may describe tasks, and in the account's trail for months,
/// and a presigned URL opens what it leads to. The pipeline seals it with the environment's secret, which tasks have.
/// </summary>
internal static class SealedAddress
{
    private const string Prefix = "sealed:";
    private const string Purpose = "carriage";
    private const int NonceBytes = 12;
    private const int TagBytes = 16;

    /// <summary>Whether an argument is one.</summary>
    public static bool IsOne(string argument) => argument.StartsWith(Prefix, StringComparison.Ordinal);

    /// <summary>Opens it.</summary>
    /// <exception cref="CarryException">It is damaged, or sealed with another secret.</exception>
    public static string Open(string argument, ApplicationSecret secret)
    {
        try
        {
            var bytes = Base64Url.DecodeFromChars(argument.AsSpan(Prefix.Length));
            var text = new byte[bytes.Length - NonceBytes - TagBytes];
            using var cipher = new AesGcm(secret.Hash(Purpose, ""), TagBytes);
            cipher.Decrypt(bytes.AsSpan(0, NonceBytes), bytes.AsSpan(NonceBytes, text.Length), bytes.AsSpan(NonceBytes + text.Length), text);
            return Encoding.UTF8.GetString(text);
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentException or OverflowException)
        {
            throw new CarryException("the address of the list cannot be opened: it was sealed with another secret than Application__Secret has here (secret_key). Is it the same in both regions?", exception);
        }
    }
}
