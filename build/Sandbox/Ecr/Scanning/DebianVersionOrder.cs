using System.Globalization;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Orders Debian versions, <c>[epoch:]upstream[-revision]</c>, as Debian Policy 5.6.12 says.</summary>
public sealed class DebianVersionOrder : IComparer<string>
{
    /// <summary>The only one needed.</summary>
    public static readonly DebianVersionOrder Instance = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var (left, right) = (Split(x ?? ""), Split(y ?? ""));
        if (left.Epoch != right.Epoch) return left.Epoch.CompareTo(right.Epoch);
        var upstream = CompareParts(left.Upstream, right.Upstream);
        return upstream != 0 ? upstream : CompareParts(left.Revision, right.Revision);
    }

    private static (long Epoch, string Upstream, string Revision) Split(string version)
    {
        var colon = version.IndexOf(':', StringComparison.Ordinal);
        var epoch = colon > 0 && long.TryParse(version[..colon], CultureInfo.InvariantCulture, out var number) ? number : 0;
        var rest = version[(colon + 1)..];
        var dash = rest.LastIndexOf('-');
        // No revision counts as revision 0.
        return dash < 0 ? (epoch, rest, "0") : (epoch, rest[..dash], rest[(dash + 1)..]);
    }

    // Runs of non-digits and of digits in turn; the first difference decides.
    private static int CompareParts(string left, string right)
    {
        var (i, j) = (0, 0);
        while (i < left.Length || j < right.Length)
        {
            while ((i < left.Length && !char.IsAsciiDigit(left[i])) || (j < right.Length && !char.IsAsciiDigit(right[j])))
            {
                var difference = Weight(left, i).CompareTo(Weight(right, j));
                if (difference != 0) return difference;
                i++;
                j++;
            }

            var numbers = CompareNumbers(Digits(left, ref i), Digits(right, ref j));
            if (numbers != 0) return numbers;
        }

        return 0;
    }

    // A tilde before everything, even the end; letters before other signs. A digit ends the run, as the end does.
    private static int Weight(string text, int index)
    {
        if (index >= text.Length || char.IsAsciiDigit(text[index])) return 0;
        var sign = text[index];
        if (sign == '~') return -1;
        return char.IsAsciiLetter(sign) ? sign : sign + 256;
    }

    private static string Digits(string text, ref int index)
    {
        var start = index;
        while (index < text.Length && char.IsAsciiDigit(text[index])) index++;
        return text[start..index].TrimStart('0');
    }

    private static int CompareNumbers(string left, string right) =>
        left.Length != right.Length ? left.Length.CompareTo(right.Length) : string.CompareOrdinal(left, right);
}
