using System.Text.Json;
using System.Text.Json.Serialization;

namespace Notejam.Pipeline.Records;

/// <summary>The content address of an image: <c>sha256:</c> and 64 hexadecimal digits. A tag can move, a digest cannot.</summary>
[JsonConverter(typeof(DigestConverter))]
public readonly record struct Digest
{
    private const string Prefix = "sha256:";

    /// <summary>Takes a digest as the registry writes it.</summary>
    /// <exception cref="ArgumentException">Not a sha256 digest.</exception>
    public Digest(string value)
    {
        if (value is null || value.Length != Prefix.Length + 64 || !value.StartsWith(Prefix, StringComparison.Ordinal)
            || !Hexadecimal.Is(value.AsSpan(Prefix.Length)))
            throw new ArgumentException($"'{value}' is not an image digest: expected sha256: and 64 hexadecimal digits.", nameof(value));
        Value = value;
    }

    /// <summary>The digest as the registry writes it.</summary>
    public string Value { get; }

    /// <summary>The first twelve digits, for people.</summary>
    public string Short => Value.Substring(Prefix.Length, 12);

    /// <inheritdoc />
    public override string ToString() => Value;

    private sealed class DigestConverter : JsonConverter<Digest>
    {
        public override Digest Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => new(reader.GetString()!);

        public override void Write(Utf8JsonWriter writer, Digest value, JsonSerializerOptions options) => writer.WriteStringValue(value.Value);
    }
}
