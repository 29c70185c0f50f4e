using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>A clone of this repository as it lies in the working copy: what a new user has, free to be changed.</summary>
public sealed class RepositoryCopy : IDisposable
{
    private static readonly ProcessRunner Processes = new();

    private RepositoryCopy(string folder) => Folder = folder;

    /// <summary>Its root.</summary>
    public string Folder { get; }

    /// <summary>Copies every file that git knows or would add, and commits them.</summary>
    /// <param name="compiled">Whether it is given the build that is compiled already.</param>
    public static async Task<RepositoryCopy> CreateAsync(bool compiled = true)
    {
        var root = Root;
        var copy = new RepositoryCopy(Directory.CreateTempSubdirectory("notejam-e2e-").FullName);
        var listed = await RunAsync(root, "git", "ls-files", "--cached", "--others", "--exclude-standard", "-z");
        foreach (var file in listed.Split('\0', StringSplitOptions.RemoveEmptyEntries).Where(file => File.Exists(Path.Combine(root, file))))
        {
            var target = Path.Combine(copy.Folder, file);
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(Path.Combine(root, file), target);
        }

        if (compiled) await copy.TakeCompiledBuildAsync(root);
        await RunAsync(copy.Folder, "git", "init", "--quiet", "--initial-branch=main");
        await copy.CommitAsync("as it is");
        return copy;
    }

    /// <summary>Replaces a piece of a file, which must be there exactly once, and commits.</summary>
    public async Task ChangeAsync(string file, string before, string after)
    {
        var path = Path.Combine(Folder, file);
        var text = await File.ReadAllTextAsync(path);
        Assert.Equal(2, text.Split(before).Length);
        await File.WriteAllTextAsync(path, text.Replace(before, after, StringComparison.Ordinal));
        await CommitAsync(file);
    }

    /// <summary>Adds a file and commits.</summary>
    public async Task AddAsync(string file, string text)
    {
        await File.WriteAllTextAsync(Path.Combine(Folder, file), text);
        await CommitAsync(file);
    }

    /// <summary>A file of the copy.</summary>
    public string PathOf(string file) => Path.Combine(Folder, file);

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(Folder, recursive: true);

    /// <summary>
    /// Tells the copy of the build that is compiled already for these very sources, which spares each story a minute. The
    /// stamp names inputs with their times, so that anything that differs makes the copy compile for itself.
    /// </summary>
    private async Task TakeCompiledBuildAsync(string root)
    {
        string stamp = Path.Combine(".nuke", "temp", "bootstrap", "stamp"), choice = Path.Combine(".nuke", "temp", "polyfills.props");
        if (!File.Exists(Path.Combine(root, stamp)) || !File.Exists(Path.Combine(root, choice))) return;
        Directory.CreateDirectory(Path.GetDirectoryName(PathOf(stamp))!);
        File.Copy(Path.Combine(root, choice), PathOf(choice));
        var lines = await File.ReadAllLinesAsync(Path.Combine(root, stamp));
        // After the runtime, the compiled build and the packages come the inputs.
        await File.WriteAllLinesAsync(PathOf(stamp), lines.Select((line, index) => index < 3 ? line : line.Replace(root + "/", Folder + "/", StringComparison.Ordinal)));
    }

    /// <summary>The repository that is tested.</summary>
    public static string Root { get; } = FindRoot();

    private static string FindRoot()
    {
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); folder is not null; folder = folder.Parent)
            if (File.Exists(Path.Combine(folder.FullName, "Notejam.slnx")) && File.Exists(Path.Combine(folder.FullName, "build.sh")))
                return folder.FullName;
        return Environment.GetEnvironmentVariable("NUKE_ROOT") ?? throw new InvalidOperationException("The repository's root was not found.");
    }

    private async Task CommitAsync(string message)
    {
        await RunAsync(Folder, "git", "add", "--all");
        await RunAsync(Folder, "git", "-c", "user.name=Test", "-c", "user.email=test@example.com", "commit", "--quiet", "--allow-empty", "-m", message);
    }

    private static async Task<string> RunAsync(string folder, string program, params string[] arguments)
    {
        var result = await Processes.RunAsync(new ProcessCommand(program, arguments) { WorkingDirectory = folder });
        Assert.True(result.Succeeded, $"{program} {string.Join(' ', arguments)}: {result.Error}");
        return result.Output;
    }
}
