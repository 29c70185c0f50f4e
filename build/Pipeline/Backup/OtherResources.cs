namespace Notejam.Pipeline.Backup;

/// <summary>What a shared place holds besides ours, in words: it is left alone, and mentioned. Pure.</summary>
internal static class OtherResources
{
    // More names than these say nothing more.
    private const int Shown = 5;

    /// <summary>How many of whom: <c>2 recovery points of billing, 1 of orders</c>.</summary>
    /// <param name="owners">Whose they are, one entry for each.</param>
    /// <param name="what">What they are, in the singular.</param>
    public static string Count(IReadOnlyCollection<string> owners, string what)
    {
        var groups = owners.GroupBy(owner => owner).OrderByDescending(group => group.Count()).ThenBy(group => group.Key, StringComparer.Ordinal).ToList();
        var parts = groups.Take(Shown).Select((group, index) => $"{group.Count()} {(index > 0 ? "" : group.Count() == 1 ? what + " " : what + "s ")}of {group.Key}");
        return string.Join(", ", parts) + (groups.Count > Shown ? $" and {groups.Skip(Shown).Sum(group => group.Count())} of {groups.Count - Shown} other resources" : "");
    }

    /// <summary>The end of a line of evidence; empty when there are none.</summary>
    /// <param name="owners">Whose they are, one entry for each.</param>
    /// <param name="what">What they are, in the singular.</param>
    public static string Also(IReadOnlyCollection<string> owners, string what) => owners.Count == 0 ? "" : $"; also in the vault: {Count(owners, what)}";
}
