using System.Globalization;
using System.Text;
using Notejam.Sandbox.ElastiCache.Model;

namespace Notejam.Sandbox.ElastiCache.Redis;

/// <summary>
/// Passes a client's commands on, with one change: who names a token is let in or refused by it. Redis alone takes no token
/// at all while it demands none.
/// </summary>
internal static class TokenFilter
{
    private const string Default = "default";

    // Nobody has this name: Redis answers WRONGPASS.
    private const string Nobody = "notejam-nobody";
    private const int LongestLine = 64 * 1024;

    /// <summary>Passes commands on until the client has no more.</summary>
    /// <param name="hashes">The tokens that are good.</param>
    public static async Task RunAsync(Stream client, Stream server, IReadOnlyList<string> hashes, CancellationToken cancellationToken)
    {
        using var buffered = new BufferedStream(client);
        while (await ReadAsync(buffered, cancellationToken) is { } words)
        {
            if (words.Count == 0) continue;
            await server.WriteAsync(Encode(Change(words, hashes)), cancellationToken);
            await server.FlushAsync(cancellationToken);
        }
    }

    /// <summary>A command as Redis is to get it.</summary>
    public static IReadOnlyList<byte[]> Change(IReadOnlyList<byte[]> words, IReadOnlyList<string> hashes)
    {
        var name = Text(words[0]).ToUpperInvariant();
        if (name == "AUTH" && words.Count == 2) return [words[0], Bytes(UserOf(words[1], hashes)), words[1]];
        if (name == "AUTH" && words.Count == 3 && Text(words[1]) == Default) return [words[0], Bytes(UserOf(words[2], hashes)), words[2]];
        // HELLO 3 AUTH default token
        for (var index = 2; name == "HELLO" && index + 2 < words.Count; index++)
            if (Text(words[index]).Equals("AUTH", StringComparison.OrdinalIgnoreCase) && Text(words[index + 1]) == Default)
                return [.. words.Take(index + 1), Bytes(UserOf(words[index + 2], hashes)), .. words.Skip(index + 2)];
        return words;
    }

    private static string UserOf(byte[] token, IReadOnlyList<string> hashes) => hashes.Contains(AuthTokens.Hash(Text(token))) ? Default : Nobody;

    private static async Task<IReadOnlyList<byte[]>?> ReadAsync(BufferedStream stream, CancellationToken cancellationToken)
    {
        if (await LineAsync(stream, cancellationToken) is not { } line) return null;
        // The inline protocol: a line a command.
        if (!line.StartsWith('*')) return [.. line.Split(' ', StringSplitOptions.RemoveEmptyEntries).Select(Bytes)];
        var words = new List<byte[]>();
        for (var left = int.Parse(line[1..], CultureInfo.InvariantCulture); left > 0; left--)
        {
            if (await LineAsync(stream, cancellationToken) is not ['$', .. var length]) return null;
            var word = new byte[int.Parse(length, CultureInfo.InvariantCulture) + 2];
            await stream.ReadExactlyAsync(word, cancellationToken);
            words.Add(word[..^2]);
        }

        return words;
    }

    private static async Task<string?> LineAsync(BufferedStream stream, CancellationToken cancellationToken)
    {
        var line = new List<byte>();
        var one = new byte[1];
        while (line.Count < LongestLine)
        {
            if (await stream.ReadAsync(one, cancellationToken) == 0) return null;
            if (one[0] == '\n') return Encoding.UTF8.GetString([.. line]).TrimEnd('\r');
            line.Add(one[0]);
        }

        return null;
    }

    private static byte[] Encode(IReadOnlyList<byte[]> words)
    {
        using var buffer = new MemoryStream();
        buffer.Write(Bytes(string.Create(CultureInfo.InvariantCulture, $"*{words.Count}\r\n")));
        foreach (var word in words)
        {
            buffer.Write(Bytes(string.Create(CultureInfo.InvariantCulture, $"${word.Length}\r\n")));
            buffer.Write(word);
            buffer.Write("\r\n"u8);
        }

        return buffer.ToArray();
    }

    private static string Text(byte[] word) => Encoding.UTF8.GetString(word);

    private static byte[] Bytes(string text) => Encoding.UTF8.GetBytes(text);
}
