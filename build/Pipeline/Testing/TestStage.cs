using System.Xml.Linq;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Testing;

/// <summary>Builds everything and runs the tests of a suite, two projects at a time.</summary>
/// <param name="prepareServers">Brings the programs that tests over the wire need: called for the suites with such tests.</param>
public sealed class TestStage(IProcessRunner processes, Func<CancellationToken, Task> prepareServers, IStageLog log, string root, string temporaryFolder)
{
    /// <summary>The suites: <c>unit</c> needs no server and takes about a minute; <c>all</c> runs every test.</summary>
    public static IReadOnlyList<string> Suites { get; } = ["unit", "all"];

    /// <summary>Whether a run of one suite says all that a run of another would.</summary>
    public static bool Covers(string ran, string wanted) => ran == wanted || ran == "all";

    /// <summary>Runs the stage. Failed tests are in the report: the caller keeps it and stops.</summary>
    /// <exception cref="PipelineException">Unknown suite, or the sources do not compile.</exception>
    public async Task<TestReport> RunAsync(string suite, CancellationToken cancellationToken = default)
    {
        if (!Suites.Contains(suite)) throw new RequestException($"There is no suite '{suite}'.", $"Write one of {string.Join(", ", Suites)}.");
        if (suite != "unit") await prepareServers(cancellationToken);
        log.Info("building the solution");
        await BuildAsync(cancellationToken);

        var results = new List<ProjectResult>();
        foreach (var lane in await Task.WhenAll(TestLanes.Of(FindProjects()).Select(lane => RunLaneAsync(lane, suite, cancellationToken)))) results.AddRange(lane);

        return new TestReport(suite, results.Sum(result => result.Passed), results.Sum(result => result.Failed), results.Sum(result => result.Skipped),
            [.. results.SelectMany(result => result.Failures).Select(failure => failure.Brief)]);
    }

    private async Task<List<ProjectResult>> RunLaneAsync(IReadOnlyList<string> projects, string suite, CancellationToken cancellationToken)
    {
        var results = new List<ProjectResult>();
        foreach (var project in projects)
        {
            log.Info($"testing {project}");
            if (await RunProjectAsync(project, suite, cancellationToken) is not { } result) continue;
            results.Add(result);
            log.Info($"{project}: {result.Passed} passed, {result.Failed} failed, {result.Skipped} skipped");
            foreach (var failure in result.Failures) log.Warn(failure.ToString());
        }

        return results;
    }

    private async Task BuildAsync(CancellationToken cancellationToken)
    {
        var result = await processes.RunAsync(ProcessCommand.Of("dotnet", "build", "Notejam.slnx", "--nologo", "-v:quiet", "-clp:ErrorsOnly") with { WorkingDirectory = root }, cancellationToken);
        if (result.Succeeded) return;
        var errors = result.Output.Split('\n').Where(line => line.Contains(": error ", StringComparison.Ordinal)).Select(line => line.Trim()).Distinct().Take(20);
        throw new PipelineException($"The sources do not compile:\n{string.Join('\n', errors.DefaultIfEmpty(result.Output + result.Error))}", "Correct them; dotnet build Notejam.slnx shows all.");
    }

    /// <summary>The test projects.</summary>
    private List<string> FindProjects() =>
        [.. Directory.EnumerateDirectories(Path.Combine(root, "tests")).Select(Path.GetFileName).Select(name => name!)
            .Where(name => File.Exists(Path.Combine(root, "tests", name, name + ".csproj")) && name != "Benchmarks")
            .Order(StringComparer.Ordinal)];

    private async Task<ProjectResult?> RunProjectAsync(string project, string suite, CancellationToken cancellationToken)
    {
        var folder = Path.Combine(temporaryFolder, "tests", project);
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
        var assembly = FindAssembly(project);
        string[] filter = suite == "unit" ? ["--filter", "Suite!=wire&Suite!=e2e"] : [];
        var result = await processes.RunAsync(new ProcessCommand("dotnet", ["test", assembly, "--logger", "trx;LogFileName=result.trx", "--results-directory", folder, "--nologo", .. filter]) { WorkingDirectory = root }, cancellationToken);
        var trx = Path.Combine(folder, "result.trx");
        if (File.Exists(trx))
        {
            var read = TrxReader.Read(project, XDocument.Load(trx));
            // A crash of the test process ends with a non-zero code and, at times, with results that look green.
            if (!result.Succeeded && read.Failed == 0) return read with { Failed = 1, Failures = [Crash(project, result)] };
            return read.Passed + read.Failed + read.Skipped == 0 ? null : read;
        }

        return result.Succeeded ? null : new ProjectResult(project, 0, 1, 0, [Crash(project, result)]);
    }

    private string FindAssembly(string project)
    {
        const string Suffix = ".runtimeconfig.json";
        var output = Path.Combine(temporaryFolder, "dotnet", "bin", project, "debug");
        var found = Directory.Exists(output) ? Directory.EnumerateFiles(output, "*" + project + Suffix).ToList() : [];
        return found.Count == 1
            ? found[0][..^Suffix.Length] + ".dll"
            : throw new PipelineException($"{project} was not built: {output} has no assembly of that name.", "Add the project to Notejam.slnx.");
    }

    private static TestFailure Crash(string project, ProcessResult result) =>
        new(project, $"the test process ended with {result.ExitCode}", string.Join('\n', (result.Output + result.Error).Split('\n').TakeLast(15)));
}
