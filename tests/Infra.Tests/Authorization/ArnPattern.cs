namespace Notejam.Infra.Tests.Authorization;

/// <summary>Whether a policy's pattern can match an ARN of a resource type.</summary>
internal static class ArnPattern
{
    // arn:partition:service:region:account:resource
    private const int Segments = 6;

    /// <summary>Whether some ARN is of both: the pattern of a policy, with * and ?, and the format of a type, with placeholders.</summary>
    public static bool CanMatch(string pattern, string format)
    {
        if (pattern == "*") return true;
        var (wanted, offered) = (pattern.Split(':', Segments), Globs(format).Split(':', Segments));
        return wanted.Length == Segments && wanted.Zip(offered).All(pair => Overlap(pair.First, pair.Second));
    }

    /// <summary>Whether some text matches both globs.</summary>
    public static bool Overlap(ReadOnlySpan<char> left, ReadOnlySpan<char> right)
    {
        if (left is [] && right is []) return true;
        if (left is ['*', ..]) return Overlap(left[1..], right) || (right is not [] && Overlap(left, right[1..]));
        if (right is ['*', ..]) return Overlap(right, left);
        return left is not [] && right is not [] && (left[0] == right[0] || left[0] == '?' || right[0] == '?') && Overlap(left[1..], right[1..]);
    }

    // A placeholder stands for one character or more.
    private static string Globs(string format)
    {
        while (format.IndexOf("${", StringComparison.Ordinal) is var start and >= 0)
            format = format[..start] + "?*" + format[(format.IndexOf('}', start) + 1)..];
        return format;
    }
}
