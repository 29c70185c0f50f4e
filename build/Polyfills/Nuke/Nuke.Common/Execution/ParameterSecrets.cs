using System.Security.Cryptography;
using System.Text;

namespace Nuke.Common.Execution;

/// <summary>
/// Decrypts secrets of parameters files, as <c>nuke :secrets</c> writes them: <c>v1:</c> and AES in Base64, the key
/// derived from the password in PARAMS_KEY (of a profile: PARAMS_PROFILE_KEY).
/// </summary>
internal static class ParameterSecrets
{
    private const string Version = "v1:";
    private const int Iterations = 10_000;

    private static ReadOnlySpan<byte> Salt => "Ivan Medvedev"u8;

    public static string Decrypt(string value, string profile, string name)
    {
        var variable = profile is null ? "PARAMS_KEY" : $"PARAMS_{profile.ToUpperInvariant().Replace('.', '_')}_KEY";
        var password = ParameterService.GetParameter<string>(variable.Replace("_", "", StringComparison.Ordinal));
        Assert.True(
            password is not null,
            $"Secret '{name}' in the parameters file is encrypted: set the environment variable {variable}, "
            + "or give the value itself as an environment variable.");

        try
        {
            var keyAndVector = Rfc2898DeriveBytes.Pbkdf2(
                Encoding.UTF8.GetBytes(password), Salt, Iterations, HashAlgorithmName.SHA256, 48);
            using var aes = Aes.Create();
            aes.Key = keyAndVector[..32];
            var cipher = Convert.FromBase64String(value[Version.Length..]);
            return Encoding.UTF8.GetString(aes.DecryptCbc(cipher, keyAndVector[32..]));
        }
        catch (Exception exception) when (exception is FormatException or CryptographicException or ArgumentException)
        {
            Assert.Fail($"Could not decrypt '{name}' with provided password", exception);
            return null;
        }
    }
}
