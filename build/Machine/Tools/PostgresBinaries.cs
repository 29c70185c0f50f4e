using System.Globalization;
using Notejam.Machine.Host;

namespace Notejam.Machine.Tools;

/// <summary>Finds the folder with PostgreSQL's server programs, which Debian keeps off PATH.</summary>
public sealed class PostgresBinaries(HostFacts host)
{
    private static readonly string[] Programs = ["initdb", "pg_ctl", "postgres"];

    /// <summary>Where Debian has a folder for each major version.</summary>
    public string DebianRoot { get; init; } = "/usr/lib/postgresql";

    /// <summary>The folder of the newest version, or the one on PATH, or null.</summary>
    public string? Find() =>
        Versions().Select(version => Path.Combine(version, "bin")).Concat(host.ProgramFolders).FirstOrDefault(HasAll);

    /// <summary>The major version of a folder found under <see cref="DebianRoot"/>; null for others.</summary>
    public static int? MajorOf(string folder) =>
        int.TryParse(Path.GetFileName(Path.GetDirectoryName(folder)), CultureInfo.InvariantCulture, out var major) ? major : null;

    private IEnumerable<string> Versions() => !Directory.Exists(DebianRoot)
        ? []
        : from folder in Directory.EnumerateDirectories(DebianRoot)
          let major = int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var number) ? number : 0
          orderby major descending
          select folder;

    private static bool HasAll(string folder) => Programs.All(program => File.Exists(Path.Combine(folder, program)));
}
