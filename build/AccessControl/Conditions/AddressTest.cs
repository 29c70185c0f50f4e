using System.Globalization;
using System.Net;
using System.Net.Sockets;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Conditions;

/// <summary>The <c>IpAddress</c> operators. An address without a length is a range of one. They know no variables.</summary>
internal sealed class AddressTest(string value) : ValueTest
{
    private readonly IPNetwork? _range = ParseRange(value);

    /// <inheritdoc />
    // An address of the other version is in no range of this one.
    public override bool? Matches(string value, RequestContext context) =>
        _range is { } range && ParseAddress(value) is { } address ? range.Contains(address) : null;

    private static IPNetwork? ParseRange(string text)
    {
        var slash = text.IndexOf('/', StringComparison.Ordinal);
        if (ParseAddress(slash < 0 ? text : text[..slash]) is not { } address) return null;
        var length = address.AddressFamily == AddressFamily.InterNetwork ? 32 : 128;
        if (slash >= 0 && (!int.TryParse(text.AsSpan(slash + 1), NumberStyles.None, CultureInfo.InvariantCulture, out var written) || written > length || (length = written) < 0)) return null;
        return new IPNetwork(Masked(address, length), length);
    }

    // 10.1.2.3/8 means 10.0.0.0/8; .NET's networks refuse it.
    private static IPAddress Masked(IPAddress address, int length)
    {
        var bytes = address.GetAddressBytes();
        for (var i = 0; i < bytes.Length; i++) bytes[i] &= (byte)(0xFF00 >> Math.Clamp(length - (i * 8), 0, 8));
        return new IPAddress(bytes);
    }

    // .NET reads "1" and "0x7f.1" as addresses too.
    private static IPAddress? ParseAddress(string text)
    {
        if (!IPAddress.TryParse(text, out var address) || text.Contains('%', StringComparison.Ordinal) || text.Contains('[', StringComparison.Ordinal)) return null;
        return address.AddressFamily == AddressFamily.InterNetworkV6 || address.ToString() == text ? address : null;
    }
}
