using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>BinaryEquals</c> operator: "byte for byte against a base-64 encoded representation". It knows no variables.</summary>
internal sealed class BinaryTest(string value) : ValueTest
{
    private readonly byte[]? _bytes = Decode(value);

    /// <inheritdoc />
    public override bool? Matches(string value, RequestContext context) =>
        _bytes is not null && Decode(value) is { } actual ? _bytes.AsSpan().SequenceEqual(actual) : null;

    private static byte[]? Decode(string text)
    {
        var bytes = new byte[text.Length];
        return Convert.TryFromBase64String(text, bytes, out var length) ? bytes[..length] : null;
    }
}
