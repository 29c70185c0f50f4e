using System.Runtime.InteropServices;

namespace Notejam.Machine.Host;

/// <summary>What decisions about this machine rest on. A test makes its own.</summary>
public sealed record HostFacts
{
    /// <summary>Whether packages can be installed and the engine started by this process.</summary>
    public bool IsRoot { get; init; }

    /// <summary>The distribution's id from /etc/os-release ("debian"); empty where there is none.</summary>
    public string Distribution { get; init; } = "";

    /// <summary>The ids of distributions that this one is derived from ("debian" on Ubuntu).</summary>
    public IReadOnlyList<string> Parents { get; init; } = [];

    /// <summary>The release's code name ("bookworm"); empty where there is none.</summary>
    public string Codename { get; init; } = "";

    /// <summary>Architecture as Docker and Debian name it ("amd64", "arm64").</summary>
    public string Architecture { get; init; } = "amd64";

    /// <summary>The folders in which programs are looked for, in order.</summary>
    public IReadOnlyList<string> ProgramFolders { get; init; } = [];

    /// <summary>The user's home folder.</summary>
    public string Home { get; init; } = "/";

    /// <summary>Reads an environment variable; null when unset or empty.</summary>
    public Func<string, string?> Variable { get; init; } = _ => null;

    /// <summary>Whether it is Debian or derived from it and has apt-get.</summary>
    public bool HasDebianPackages =>
        (Distribution == "debian" || Parents.Contains("debian")) && Find("apt-get") is not null;

    /// <summary>The path of a program, or null when no folder has it.</summary>
    public string? Find(string program) => FindAll(program).FirstOrDefault();

    /// <summary>The paths of all programs of that name, in the order of the folders.</summary>
    public IEnumerable<string> FindAll(string program) =>
        ProgramFolders.Select(folder => Path.Combine(folder, program)).Where(IsProgram);

    /// <summary>The facts of the machine that this process runs on.</summary>
    public static HostFacts OfThisMachine()
    {
        var release = OsRelease.Read();
        return new HostFacts
        {
            IsRoot = !OperatingSystem.IsWindows() && Environment.IsPrivilegedProcess,
            Distribution = release.GetValueOrDefault("ID", ""),
            Parents = release.GetValueOrDefault("ID_LIKE", "").Split(' ', StringSplitOptions.RemoveEmptyEntries),
            Codename = release.GetValueOrDefault("VERSION_CODENAME", ""),
            Architecture = RuntimeInformation.OSArchitecture switch
            {
                System.Runtime.InteropServices.Architecture.X64 => "amd64",
                var other => other.ToString().ToLowerInvariant(),
            },
            ProgramFolders = FoldersOf(Environment.GetEnvironmentVariable("PATH") ?? ""),
            Home = Environment.GetFolderPath(Environment.SpecialFolder.UserProfile),
            Variable = name => Environment.GetEnvironmentVariable(name) is { Length: > 0 } value ? value : null,
        };
    }

    private static string[] FoldersOf(string path)
    {
        var folders = path.Split(Path.PathSeparator, StringSplitOptions.RemoveEmptyEntries);
        // Daemons live in sbin, which a plain user's PATH leaves out.
        string[] system = OperatingSystem.IsWindows() ? [] : ["/usr/local/sbin", "/usr/sbin", "/sbin"];
        return [.. folders.Concat(system).Distinct()];
    }

    private static bool IsProgram(string path)
    {
        if (OperatingSystem.IsWindows()) return File.Exists(path) || File.Exists(path + ".exe");

        const UnixFileMode executable = UnixFileMode.UserExecute | UnixFileMode.GroupExecute | UnixFileMode.OtherExecute;
        return File.Exists(path) && (File.GetUnixFileMode(path) & executable) != 0;
    }
}
