using System.Diagnostics;

namespace Notejam.Benchmarks;

/// <summary>A line of the table.</summary>
internal sealed record Row(string What, double Seconds, string Limit);

/// <summary>Runs and times <c>./build.sh</c>.</summary>
internal sealed class Script(string root)
{
    /// <summary>The repository's root, above the folder that the benchmark is called from.</summary>
    public static string FindRoot()
    {
        var folder = new DirectoryInfo(Environment.CurrentDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Notejam.slnx"))) folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("Call it from inside the repository.");
    }

    /// <summary>The median of some runs, in seconds, after one that does not count.</summary>
    public async Task<double> MedianAsync(int runs, params string[] arguments)
    {
        await OnceAsync(arguments);
        var seconds = new List<double>();
        for (var run = 0; run < runs; run++) seconds.Add(await OnceAsync(arguments));
        return seconds.Order().ElementAt(runs / 2);
    }

    /// <summary>One run, in seconds.</summary>
    public async Task<double> OnceAsync(params string[] arguments)
    {
        var start = new ProcessStartInfo(Path.Combine(root, "build.sh"), arguments) { WorkingDirectory = root, RedirectStandardOutput = true, RedirectStandardError = true };
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? seconds : throw new InvalidOperationException($"./build.sh {string.Join(' ', arguments)} failed:\n{await output}{await error}");
    }
}
