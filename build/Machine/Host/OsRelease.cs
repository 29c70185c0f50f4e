namespace Notejam.Machine.Host;

/// <summary>The file that names a Linux distribution (man os-release).</summary>
public static class OsRelease
{
    private static readonly string[] Places = ["/etc/os-release", "/usr/lib/os-release"];

    /// <summary>Reads this machine's file; empty where there is none.</summary>
    public static IReadOnlyDictionary<string, string> Read() =>
        Places.FirstOrDefault(File.Exists) is { } file ? Parse(File.ReadAllLines(file)) : Parse([]);

    /// <summary>Parses shell-like assignments, quotes removed.</summary>
    public static IReadOnlyDictionary<string, string> Parse(IEnumerable<string> lines)
    {
        var values = new Dictionary<string, string>();
        foreach (var line in lines.Where(line => !line.StartsWith('#')))
        {
            if (line.Split('=', 2) is [var name, var value]) values[name.Trim()] = value.Trim().Trim('"', '\'');
        }

        return values;
    }
}
