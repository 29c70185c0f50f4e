using System.Security.Cryptography;
using System.Text;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>What the peer answered, kept beside the tests so that they need neither Node nor a registry.</summary>
internal static class PeerAnswers
{
    public const string Package = "@cloud-copilot/iam-simulate@0.1.173";
    public const int Count = 12_000;
    private const ulong Seed = 1;

    public static string Path { get; } = System.IO.Path.Combine(Folder(), "answers.txt");

    public static List<PeerCase> Cases()
    {
        var generator = new PeerGenerator(Seed);
        return [.. Enumerable.Range(0, Count).Select(_ => generator.Next())];
    }

    /// <summary>The package, which cases, and a letter for each.</summary>
    public static string Write(IReadOnlyList<PeerCase> cases, string letters) =>
        string.Join('\n', [Package, Hash(cases), .. letters.Chunk(100).Select(line => new string(line)), ""]);

    public static string Letters(string file) => string.Concat(file.Split('\n')[2..]);

    public static string Letter(PeerCase made) => made.Decide().Outcome.ToString()[..1];

    public static string Hash(IReadOnlyList<PeerCase> cases) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(string.Join('\n', cases.Select(made => made.ToJson())))));

    private static string Folder([System.Runtime.CompilerServices.CallerFilePath] string file = "") => System.IO.Path.GetDirectoryName(file)!;
}
