using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.ElastiCache.Model;

/// <summary>The tokens that a cache accepts, as hashes: more than that Redis does not need. It never changes: a change makes another.</summary>
/// <param name="Hashes">SHA-256 of each token, hex, the newest last; at most two.</param>
/// <param name="Optional">Whether clients without a token are let in.</param>
public sealed record AuthTokens(IReadOnlyList<string> Hashes, bool Optional)
{
    private const int Most = 2;
    private const int Shortest = 16;
    private const int Longest = 128;

    /// <summary>Nobody needs a token.</summary>
    public static AuthTokens None { get; } = new([], Optional: true);

    /// <summary>Only those who know this token are let in.</summary>
    public static AuthTokens Of(string token) => new([Hash(token)], Optional: false);

    /// <summary>The tokens after a change.</summary>
    /// <param name="strategy">SET, ROTATE or DELETE; ROTATE when null.</param>
    /// <exception cref="AwsException">It makes no sense; the message says why.</exception>
    public AuthTokens Change(string? token, string? strategy) => (strategy, token) switch
    {
        (null, null) => this,
        ("DELETE", null) => None,
        ("DELETE", _) => throw Combination("AuthToken must not be given when AuthTokenUpdateStrategy is DELETE."),
        ("SET" or "ROTATE", null) => throw Combination($"AuthToken is required when AuthTokenUpdateStrategy is {strategy}."),
        ("SET", { } only) => Of(only),
        // The first one of all: clients that have none yet are still let in.
        ("ROTATE" or null, { } added) => new AuthTokens([.. Hashes.Except([Hash(added)]).Append(Hash(added)).TakeLast(Most)], Optional: Hashes.Count == 0 || (Optional && Hashes.SequenceEqual([Hash(added)]))),
        _ => throw Invalid($"AuthTokenUpdateStrategy is SET, ROTATE or DELETE, not {strategy}."),
    };

    /// <summary>Checks what a token must look like.</summary>
    /// <exception cref="AwsException">It does not; the message says why.</exception>
    public static void Check(string token, bool encrypted)
    {
        if (!encrypted) throw Combination("AuthToken can only be set if TransitEncryptionEnabled is true.");
        if (token.Length is < Shortest or > Longest || token.Any(letter => letter is '/' or '@' or '"' or '`' || letter is <= ' ' or > '~'))
            throw Invalid($"Invalid AuthToken provided. It must be {Shortest} to {Longest} printable characters without '/', '@', '\"', '`' and spaces.");
    }

    /// <summary>Whether tokens are taken but not demanded.</summary>
    [JsonIgnore]
    public bool NeedDoor => Optional && Hashes.Count > 0;

    /// <summary>What Redis is told about clients that name no user, in the words of its ACL rules.</summary>
    public IReadOnlyList<string> Rules() => ["on", .. Optional ? ["nopass"] : (IEnumerable<string>)["resetpass", .. Hashes.Select(hash => "#" + hash)], "~*", "&*", "+@all"];

    /// <summary>A password as Redis keeps it.</summary>
    public static string Hash(string password) => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(password)));

    private static AwsException Combination(string message) => new("InvalidParameterCombination", message);

    private static AwsException Invalid(string message) => new("InvalidParameterValue", message);
}
