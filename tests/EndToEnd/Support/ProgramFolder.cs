namespace Notejam.EndToEnd.Support;

/// <summary>A folder for PATH with all programs of this machine but some.</summary>
public sealed class ProgramFolder : IDisposable
{
    private ProgramFolder()
    {
    }

    /// <summary>The folder.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("notejam-path-").FullName;

    /// <summary>All programs that PATH leads to, but for the ones named.</summary>
    public static ProgramFolder Without(params string[] names)
    {
        var programs = new ProgramFolder();
        foreach (var folder in (Environment.GetEnvironmentVariable("PATH") ?? "").Split(':').Where(Directory.Exists))
            foreach (var file in Directory.EnumerateFiles(folder))
            {
                var link = Path.Combine(programs.Folder, Path.GetFileName(file));
                // The first folder of PATH wins.
                if (!names.Contains(Path.GetFileName(file)) && !File.Exists(link)) File.CreateSymbolicLink(link, file);
            }

        return programs;
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);
}
