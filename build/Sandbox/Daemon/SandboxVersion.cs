using System.Security.Cryptography;
using System.Text;

namespace Notejam.Sandbox.Daemon;

/// <summary>
/// The version of what the sandbox is made of. The build lists it (<c>HashSandboxInputs</c> in Sandbox.csproj), because a
/// compiled assembly also holds the clone's folder and its commit.
/// </summary>
internal static class SandboxVersion
{
    private const int Length = 12;

    /// <summary>The version of a list of inputs, one a line, whose order and line ends do not matter.</summary>
    public static string Of(IEnumerable<string> inputs)
    {
        var lines = inputs.Select(line => line.Trim()).Where(line => line.Length > 0).Order(StringComparer.Ordinal);
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', lines))))[..Length];
    }
}
