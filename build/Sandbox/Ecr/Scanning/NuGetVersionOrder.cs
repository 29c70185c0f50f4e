using System.Globalization;
using System.Numerics;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Orders NuGet versions: SemVer 2 with an optional fourth number; metadata after '+' does not count.</summary>
public sealed class NuGetVersionOrder : IComparer<string>
{
    private const int Numbers = 4;

    /// <summary>The only one needed.</summary>
    public static readonly NuGetVersionOrder Instance = new();

    /// <inheritdoc />
    public int Compare(string? x, string? y)
    {
        var (left, right) = (Split(x ?? ""), Split(y ?? ""));
        for (var index = 0; index < Numbers; index++)
        {
            var difference = NumberAt(left.Core, index).CompareTo(NumberAt(right.Core, index));
            if (difference != 0) return difference;
        }

        return ComparePrerelease(left.Prerelease, right.Prerelease);
    }

    private static (string[] Core, string[] Prerelease) Split(string version)
    {
        var plain = version.Split('+')[0];
        var dash = plain.IndexOf('-', StringComparison.Ordinal);
        return dash < 0 ? (plain.Split('.'), []) : (plain[..dash].Split('.'), plain[(dash + 1)..].Split('.'));
    }

    private static BigInteger NumberAt(string[] parts, int index) =>
        index < parts.Length && BigInteger.TryParse(parts[index], NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : BigInteger.Zero;

    private static int ComparePrerelease(string[] left, string[] right)
    {
        // A prerelease comes before its release.
        if (left.Length == 0 || right.Length == 0) return right.Length.CompareTo(left.Length);
        for (var index = 0; index < Math.Min(left.Length, right.Length); index++)
        {
            var difference = CompareIdentifier(left[index], right[index]);
            if (difference != 0) return difference;
        }

        return left.Length.CompareTo(right.Length);
    }

    private static int CompareIdentifier(string left, string right)
    {
        var leftIsNumber = BigInteger.TryParse(left, NumberStyles.None, CultureInfo.InvariantCulture, out var leftNumber);
        var rightIsNumber = BigInteger.TryParse(right, NumberStyles.None, CultureInfo.InvariantCulture, out var rightNumber);
        if (leftIsNumber && rightIsNumber) return leftNumber.CompareTo(rightNumber);
        if (leftIsNumber != rightIsNumber) return leftIsNumber ? -1 : 1;
        return string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
