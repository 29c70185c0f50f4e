using Nuke.Common.Utilities;

namespace Nuke.Common.Execution;

/// <summary>Finding targets by what was typed.</summary>
internal static class TargetNames
{
    /// <summary>Case and dashes do not matter. An unknown name is an error that names the nearest and lists all.</summary>
    public static ExecutableTarget Find(string name, IReadOnlyCollection<ExecutableTarget> targets)
    {
        name = name.Replace("-", "", StringComparison.Ordinal);
        if (targets.FirstOrDefault(x => x.Name.EqualsOrdinalIgnoreCase(name)) is { } found)
            return found;

        var nearest = targets.Count == 0 ? null : targets.MinBy(x => Distance(name, x.Name)).Name;
        var hint = nearest is not null && Distance(name, nearest) <= Math.Max(2, nearest.Length / 3)
            ? $" Did you mean '{nearest}'?"
            : string.Empty;
        var names = targets.Select(x => $"  - {x.Name}").Order(StringComparer.InvariantCulture);
        Assert.Fail(names.Prepend($"Target with name '{name}' does not exist.{hint} Available targets are:").JoinNewLine());
        return null;
    }

    /// <summary>The number of letters to insert, delete or replace.</summary>
    internal static int Distance(string left, string right)
    {
        var row = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= right.Length; j++)
            {
                var same = char.ToUpperInvariant(left[i - 1]) == char.ToUpperInvariant(right[j - 1]);
                var cost = Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (same ? 0 : 1));
                diagonal = row[j];
                row[j] = cost;
            }
        }

        return row[^1];
    }
}
