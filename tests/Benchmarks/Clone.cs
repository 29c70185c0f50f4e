using System.Diagnostics;
using System.Text;

namespace Notejam.Benchmarks;

/// <summary>A clone of the commit that is checked out here, and its <c>./build.sh</c>, timed.</summary>
internal sealed class Clone : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-benchmark-").FullName;

    private Clone()
    {
    }

    /// <summary>Clones.</summary>
    public static async Task<Clone> CreateAsync()
    {
        var clone = new Clone();
        await RunAsync(Environment.CurrentDirectory, 0, "git", "clone", "--quiet", FindRoot(), clone._folder);
        return clone;
    }

    /// <summary>A file of it.</summary>
    public string PathOf(string file) => Path.Combine(_folder, file);

    /// <summary>Replaces a piece of a file and commits.</summary>
    public async Task ChangeAsync(string file, string before, string after)
    {
        var text = await File.ReadAllTextAsync(PathOf(file));
        if (text.Split(before).Length != 2) throw new InvalidOperationException($"{file} does not have '{before}' exactly once.");
        await File.WriteAllTextAsync(PathOf(file), text.Replace(before, after, StringComparison.Ordinal));
        await RunAsync(_folder, 0, "git", "-c", "user.name=Benchmark", "-c", "user.email=benchmark@example.com", "commit", "--quiet", "--all", "--message", file);
    }

    /// <summary>One run of the build.</summary>
    /// <returns>Seconds.</returns>
    public Task<double> TimeAsync(params string[] arguments) => RunAsync(_folder, 0, PathOf("build.sh"), arguments);

    /// <summary>One run of the build that is to fail.</summary>
    /// <returns>Seconds.</returns>
    public Task<double> TimeFailureAsync(params string[] arguments) => RunAsync(_folder, null, PathOf("build.sh"), arguments);

    /// <summary>The median of some runs, in seconds, after one that does not count.</summary>
    public async Task<double> MedianAsync(int runs, params string[] arguments)
    {
        await TimeAsync(arguments);
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++) seconds.Add(await TimeAsync(arguments));
        return seconds.Order().ElementAt(runs / 2);
    }

    /// <inheritdoc />
    public void Dispose() => Directory.Delete(_folder, recursive: true);

    /// <summary>The repository that the benchmark is called in.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Notejam.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Call it from inside the repository.");
    }

    /// <param name="exitCode">The exit code that is right; null for any but 0.</param>
    private static async Task<double> RunAsync(string folder, int? exitCode, string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { WorkingDirectory = folder, RedirectStandardOutput = true, RedirectStandardError = true };
        var output = new StringBuilder();
        using var process = new Process { StartInfo = start };
        process.OutputDataReceived += (_, line) => Take(line.Data);
        process.ErrorDataReceived += (_, line) => Take(line.Data);
        var began = Stopwatch.GetTimestamp();
        process.Start();
        process.BeginOutputReadLine();
        process.BeginErrorReadLine();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        var isRight = exitCode is null ? process.ExitCode != 0 : process.ExitCode == exitCode;
        return isRight ? seconds : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}:\n{output}");

        void Take(string? line)
        {
            lock (output) output.Append(line).Append('\n');
        }
    }
}
