using System.Text.RegularExpressions;

namespace Notejam.Commands.Migrate;

/// <summary>A statement of a migration.</summary>
/// <param name="OutsideTransaction">The migration suppresses the transaction for it.</param>
internal sealed partial record MigrationStatement(string Sql, bool OutsideTransaction = false)
{
    private const int Width = 60;

    /// <summary>Whether it is one that lets others read and write meanwhile, and takes several transactions of its own for that.</summary>
    public bool IsConcurrent => OutsideTransaction && Concurrently().IsMatch(Sql);

    /// <summary>Its beginning, in one line.</summary>
    public string Label
    {
        get
        {
            var line = Space().Replace(Sql, " ").Trim().TrimEnd(';');
            return line.Length <= Width ? line : line[..Width] + "…";
        }
    }

    [GeneratedRegex(@"\bCONCURRENTLY\b", RegexOptions.IgnoreCase)]
    private static partial Regex Concurrently();

    [GeneratedRegex(@"\s+")]
    private static partial Regex Space();
}
