using System.Globalization;
using System.Net;
using Notejam.Machine.Processes;
using Notejam.Pipeline.Image;
using Notejam.Pipeline.Source;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;

namespace Notejam.Benchmarks;

/// <summary>Notejam as it is published, with PostgreSQL, Redis and the sender of the requests on the same machine.</summary>
internal sealed class AppBenchmark(TimeSpan duration)
{
    private const int RequestsPerSecond = 300;
    private const int Notes = 100;
    private const double MaxMilliseconds = 50;
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(5);

    /// <summary>Measures start, load, memory and image.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        var folder = new TemporaryFolder();
        var (postgres, redis) = (new PostgresServer(), new RedisServer());
        await postgres.InitializeAsync();
        await redis.InitializeAsync();
        try
        {
            using var sources = new PublishFolder();
            var published = await PublishAsync(folder.Path, sources);
            var environment = new NotejamSettings(postgres, redis, await postgres.CreateDatabaseAsync()).ToEnvironment();
            await RunAsync(ProcessCommand.Of("dotnet", published, "migrate") with { Environment = environment });
            var starts = new List<double>();
            for (var run = 0; run < 5; run++)
            {
                await using var started = await MeasuredNotejam.StartAsync(published, environment);
                starts.Add(started.SecondsToReady);
            }

            await using var notejam = await MeasuredNotejam.StartAsync(published, environment);
            List<Row> rows =
            [
                Row.Seconds("start to ready, median of 5", starts.Order().ElementAt(2), 2),
                Row.Seconds("processor time of a start", notejam.ProcessorSeconds, null),
            ];
            rows.AddRange(await LoadAsync(notejam));
            rows.Add(Megabytes("resident after the load", notejam.ResidentBytes));
            rows.Add(await ImageAsync());
            return rows;
        }
        finally
        {
            await redis.DisposeAsync();
            await postgres.DisposeAsync();
            folder.Delete();
        }
    }

    private async Task<IReadOnlyList<Row>> LoadAsync(MeasuredNotejam notejam)
    {
        var address = notejam.Address;
        using var person = new NotejamClient(address);
        await person.EnterAsync();
        for (var note = 0; note < Notes; note++)
            await person.SubmitAsync("/notes/create/", ("name", $"Note {note} of a hundred"), ("text", "Some text"), ("pad", ""));
        if ((await person.GetAsync("/")).Heading != $"All notes ({Notes})") throw new InvalidOperationException("The notes are not there.");

        using var handler = new SocketsHttpHandler { CookieContainer = person.Cookies, MaxConnectionsPerServer = 64 };
        using var signedIn = new HttpClient(handler) { BaseAddress = address };
        using var stranger = new HttpClient(new SocketsHttpHandler { CookieContainer = new CookieContainer(), MaxConnectionsPerServer = 64 }) { BaseAddress = address };
        return
        [
            await PageAsync(notejam, "sign-in page", stranger, "/signin/"),
            await PageAsync(notejam, $"notes list ({Notes} notes)", signedIn, "/"),
        ];
    }

    private async Task<Row> PageAsync(MeasuredNotejam notejam, string what, HttpClient http, string path)
    {
        await TimedLoad.RunAsync(http, path, RequestsPerSecond, WarmUp);
        var before = notejam.ProcessorSeconds;
        var times = await TimedLoad.RunAsync(http, path, RequestsPerSecond, duration);
        var milliseconds = (notejam.ProcessorSeconds - before) * 1000 / times.Count;
        return new Row(
            string.Create(CultureInfo.InvariantCulture, $"{what} at {RequestsPerSecond} requests/s, {times.Count} requests"),
            string.Create(CultureInfo.InvariantCulture, $"p50 {times[times.Count / 2]:0.0} ms, p99 {times[times.Count * 99 / 100]:0.0} ms; {milliseconds:0.00} ms of processor time each"),
            string.Create(CultureInfo.InvariantCulture, $"p99 {MaxMilliseconds:0} ms"));
    }

    /// <summary>Publishes as the image's files are.</summary>
    private static async Task<string> PublishAsync(string packages, PublishFolder folder)
    {
        var (processes, root) = (new ProcessRunner(), Clone.FindRoot());
        var git = new GitRepository(processes, root);
        var published = await new AppPublisher(processes, git, root, new CompiledPackages(packages)).PublishAsync(await git.ReadRevisionAsync(), folder);
        return Path.Combine(published, "Notejam.dll");
    }

    // Compose leaves it under this name.
    private static async Task<Row> ImageAsync()
    {
        var result = await new ProcessRunner().RunAsync(ProcessCommand.Of("docker", "image", "inspect", "notejam:local", "--format", "{{.Size}}"));
        return result.Succeeded
            ? Megabytes("image notejam:local", long.Parse(result.Output, CultureInfo.InvariantCulture))
            : new Row("image notejam:local", "not built here: ./build.sh Compose builds it", "200 MB");
    }

    private static Row Megabytes(string what, long bytes) => new(what, string.Create(CultureInfo.InvariantCulture, $"{bytes / 1e6:0} MB"), "200 MB");

    private static async Task RunAsync(ProcessCommand command)
    {
        var result = await new ProcessRunner().RunAsync(command);
        if (!result.Succeeded) throw new InvalidOperationException($"{command} failed:\n{result.Output}{result.Error}");
    }
}
