using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Secrets;

/// <summary>The values of the application's secret: one JSON object of texts. None of them is ever shown.</summary>
public sealed partial class ApplicationSecret
{
    /// <summary>The value that the application cannot do without: what it derives its keys from.</summary>
    public const string SecretKey = "secret_key";

    // Less can be guessed.
    private const int ShortestSecretKey = 32;

    // What Secrets Manager takes.
    private const int LongestJson = 65_536;

    private readonly SortedDictionary<string, string> _values;

    private ApplicationSecret(SortedDictionary<string, string> values) => _values = values;

    /// <summary>Names of the values.</summary>
    public IReadOnlyList<string> Keys => [.. _values.Keys];

    /// <summary>The JSON as it is stored. Secret.</summary>
    public string ToJson() => JsonSerializer.Serialize(_values);

    /// <summary>A token that is the same for the same values, so that writing them twice makes one version.</summary>
    public string Token => TokenAfter("");

    /// <summary>
    /// A token that is the same for the same values after the same version. By the values alone Secrets Manager would take a value
    /// that the secret has had before for a repeated request, and would change nothing.
    /// </summary>
    public string TokenAfter(string version) => new Guid(SHA256.HashData(Encoding.UTF8.GetBytes(ToJson() + version)).AsSpan(0, 16)).ToString();

    /// <summary>Values that nobody has chosen.</summary>
    public static ApplicationSecret Generate() => new(new(StringComparer.Ordinal) { [SecretKey] = RandomNumberGenerator.GetString("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789", 64) });

    /// <summary>Reads values that somebody has written.</summary>
    /// <param name="json">The text.</param>
    /// <param name="source">Where it comes from, for messages.</param>
    /// <exception cref="PipelineException">Not an object of texts, or without a secret key that can be used. No message repeats any of the text.</exception>
    public static ApplicationSecret Parse(string json, string source)
    {
        JsonNode? node;
        try
        {
            node = StrictJson.Parse(json);
        }
        catch (JsonException exception)
        {
            // The exception's own message quotes what it stumbled on, which may be a secret.
            throw Refuse(source, exception.LineNumber is { } line ? $"is no JSON (line {line + 1}, byte {exception.BytePositionInLine + 1})" : "has a value twice");
        }

        if (node is not JsonObject values) throw Refuse(source, "is no JSON object");
        var texts = new SortedDictionary<string, string>(StringComparer.Ordinal);
        foreach (var (key, value) in values)
        {
            if (!KeyName().IsMatch(key)) throw Refuse(source, $"has a value named '{key}': names are lower-case letters, digits and underscores");
            texts[key] = value is JsonValue text && text.TryGetValue<string>(out var found) && found.Length > 0 ? found : throw Refuse(source, $"gives {key} no text");
        }

        if (!texts.TryGetValue(SecretKey, out var secretKey)) throw Refuse(source, $"has no {SecretKey}");
        if (secretKey.Length < ShortestSecretKey) throw Refuse(source, $"has a {SecretKey} of {secretKey.Length} characters, which can be guessed: write at least {ShortestSecretKey}");
        var secret = new ApplicationSecret(texts);
        return secret.ToJson().Length <= LongestJson ? secret : throw Refuse(source, $"is longer than the {LongestJson} characters that Secrets Manager takes");
    }

    private static RequestException Refuse(string source, string what) =>
        new($"{source} {what}.", $$"""Write for example {"{{SecretKey}}": "<64 random characters>"}, or leave --from out: then one is generated.""");

    [GeneratedRegex("^[a-z][a-z0-9_]{0,63}\\z")]
    private static partial Regex KeyName();
}
