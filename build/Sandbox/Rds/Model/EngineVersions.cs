using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Rds.Model;

/// <summary>Versions of RDS for PostgreSQL: names that are accepted and reported, whatever server runs behind.</summary>
internal static class EngineVersions
{
    /// <summary>The one engine served.</summary>
    public const string Postgres = "postgres";

    private static readonly SortedDictionary<int, int[]> Minors = new()
    {
        [13] = [20, 21, 22],
        [14] = [17, 18, 19],
        [15] = [10, 12, 13, 14],
        [16] = [6, 8, 9, 10],
        [17] = [2, 4, 5, 6],
    };

    /// <summary>All versions, oldest first.</summary>
    public static IEnumerable<string> All => Minors.SelectMany(major => major.Value.Select(minor => $"{major.Key}.{minor}"));

    /// <summary>The version when none is asked for.</summary>
    public static string Default => Newest(17);

    /// <summary>A version as it is kept: a major one alone means its newest minor one; a minor one is taken as asked.</summary>
    /// <exception cref="AwsException">No such version.</exception>
    public static string Resolve(string? asked)
    {
        if (asked is null) return Default;
        var parts = asked.Split('.');
        if (!int.TryParse(parts[0], out var major) || !Minors.ContainsKey(major) || parts.Length > 2 || (parts.Length == 2 && !int.TryParse(parts[1], out _)))
            throw new AwsException("InvalidParameterCombination", $"Cannot find version {asked} for postgres");
        return parts.Length == 2 ? asked : Newest(major);
    }

    /// <summary>The parameter-group family: <c>postgres16</c>.</summary>
    public static string Family(string version) => Postgres + version.Split('.')[0];

    /// <summary>Whether a family exists.</summary>
    public static bool IsFamily(string family) => Minors.Keys.Any(major => family == $"{Postgres}{major}");

    /// <summary>Whether connections without TLS are refused unless the parameter group says otherwise: since PostgreSQL 15.</summary>
    public static bool ForcesSslByDefault(string family) => int.Parse(family[Postgres.Length..], System.Globalization.CultureInfo.InvariantCulture) >= 15;

    private static string Newest(int major) => $"{major}.{Minors[major][^1]}";
}
