using System.Globalization;
using System.Runtime.InteropServices;
using System.Text.Json;
using System.Text.Json.Nodes;
using Notejam.Machine;
using Notejam.Machine.Environments;
using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Sandbox.Daemon.Launch;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Daemon;

/// <summary>Starts and stops a sandbox from another process, the build: the gateway outlives the one who started it.</summary>
/// <param name="report">Told, in a line, what is being done.</param>
public sealed class SandboxLauncher(SandboxOptions options, IProcessRunner runner, TimeProvider time, Action<string> report)
{
    // A first start installs packages and starts the Docker engine.
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly HttpClient Http = new(new SocketsHttpHandler { UseProxy = false }) { Timeout = Timeout.InfiniteTimeSpan };

    /// <summary>How long whoever holds the port may take to answer.</summary>
    internal TimeSpan AnswerLimit { get; init; } = TimeSpan.FromSeconds(10);

    private Uri Endpoint => new(string.Create(CultureInfo.InvariantCulture, $"http://127.0.0.1:{options.Port}"));

    private string LogFile => Path.Combine(options.StateDirectory, "logs", "gateway.log");

    /// <summary>Where the program was built that is started.</summary>
    internal string Origin { get; init; } = AppContext.BaseDirectory;

    private ProgramCopy Copy => new(options.StateDirectory, GatewayProcess.Version);

    // The runtime's own host: the process that runs this may be another program.
    private static string Dotnet =>
        Path.GetFullPath(Path.Combine(RuntimeEnvironment.GetRuntimeDirectory(), "..", "..", "..", OperatingSystem.IsWindows() ? "dotnet.exe" : "dotnet"));

    /// <summary>The run that this is for; as long as its process lives, no other run replaces the gateway. Null leaves no claim.</summary>
    public SandboxUser? User { get; init; }

    /// <summary>Whether the sandbox may be replaced, or stopped, although other runs use it.</summary>
    public bool EvenIfUsed { get; init; }

    private LaunchRequest Wanted => new(Endpoint.GetLeftPart(UriPartial.Authority), GatewayProcess.Version, options.TimeScale, EvenIfUsed);

    private SandboxLeases Leases => new(options.StateDirectory, time);

    /// <summary>
    /// Makes sure that a sandbox of this build's version answers, with all of its servers. A gateway of another version, or one
    /// that has lost a server, is replaced without losing a request; what runs stays up, and what has ended is started again.
    /// </summary>
    /// <returns>The endpoint.</returns>
    /// <exception cref="MachineException">It does not start: the log's last lines are in the message. Or another run uses it.</exception>
    public async Task<Uri> EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        // Two builds that start at once must neither start two gateways nor miss each other's claim.
        using var one = await FileLock.AcquireAsync(Path.Combine(options.StateDirectory, "launcher.lock"), Patience, time, cancellationToken);
        await PrepareAsync(cancellationToken);
        if (User is not null) Leases.Take(User, GatewayProcess.Version);
        return Endpoint;
    }

    private async Task PrepareAsync(CancellationToken cancellationToken)
    {
        if (await FindAsync(cancellationToken) is not { } running)
        {
            await StartAsync(null, cancellationToken);
            return;
        }

        switch (LaunchDecision.About(running, Wanted, Leases.Others()))
        {
            case LaunchDecision.Refuse refuse:
                throw new MachineException(refuse.Message);
            case LaunchDecision.Restart restart:
                report(restart.Report);
                await new ManagedProcesses(options, runner, time).StopAsync(GatewayProcess.Name, cancellationToken: cancellationToken);
                await StartAsync(null, cancellationToken);
                break;
            case LaunchDecision.TakeOver takeOver:
                report(takeOver.Report);
                await StartAsync(running, cancellationToken);
                break;
        }
    }

    private async Task StartAsync(GatewayState? predecessor, CancellationToken cancellationToken)
    {
        report($"starting the sandbox (log: {LogFile})");
        var started = time.GetTimestamp();
        Copy.RemoveOthers();
        using var process = Start(takeOver: predecessor is not null);
        // Another sandbox that holds the port, of another state directory, is not the one that was started.
        while (await FindAsync(cancellationToken, starting: true) is not { } gateway || gateway.ProcessId == predecessor?.ProcessId
            || !gateway.Fits(Wanted))
        {
            if (process.HasExited) throw new MachineException($"The sandbox does not start:\n{LastLines()}");
            if (time.GetElapsedTime(started) > Patience) throw new MachineException($"The sandbox does not answer within {Patience.TotalMinutes:0} minutes:\n{LastLines()}\nThe whole log: {LogFile}");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>Stops all that belongs to the sandbox, also when its gateway was killed.</summary>
    /// <exception cref="MachineException">Something could not be stopped, or another run uses it.</exception>
    public async Task StopAsync(CancellationToken cancellationToken = default)
    {
        if (LaunchDecision.ObjectionToStop(Wanted, Leases.Others()) is { } objection) throw new MachineException(objection);
        var result = await runner.RunAsync(new ProcessCommand(Dotnet, [Path.Combine(Origin, "Notejam.Sandbox.dll"), .. Arguments, "--stop"]), cancellationToken);
        if (!result.Succeeded) throw new MachineException($"The sandbox could not be stopped: {(result.Error + result.Output).Trim()}");
    }

    private string[] Arguments =>
    [
        "--port", options.Port.ToString(CultureInfo.InvariantCulture),
        "--time-scale", options.TimeScale.ToString(CultureInfo.InvariantCulture),
        "--state-directory", options.StateDirectory,
    ];

    /// <summary>In a session of its own, so that an interrupt at the terminal does not reach it.</summary>
    internal System.Diagnostics.Process Start(bool takeOver)
    {
        Directory.CreateDirectory(Path.GetDirectoryName(LogFile)!);
        // A gateway that is taken over from goes on writing its own log.
        const string Script = """log=$1; shift; [ ! -e "$log" ] || mv -f "$log" "$log.1"; exec "$@" >"$log" 2>&1 </dev/null""";
        string[] arguments = [.. Arguments, .. takeOver ? ["--take-over"] : Array.Empty<string>()];
        var start = new System.Diagnostics.ProcessStartInfo("setsid", ["--wait", "sh", "-c", Script, "sh", LogFile, Dotnet, Copy.Make(Origin), .. arguments])
        {
            WorkingDirectory = "/",
        };
        // The gateway is AWS: settings of a client's, of a server's or of a developer's are none of its own.
        start.Environment.Clear();
        foreach (var (name, value) in ToolEnvironments.Sandbox.Of(Variables.OfThisProcess())) start.Environment[name] = value;
        return System.Diagnostics.Process.Start(start)!;
    }

    private async Task<GatewayState?> FindAsync(CancellationToken cancellationToken, bool starting = false)
    {
        using var limited = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        limited.CancelAfter(AnswerLimit);
        try
        {
            return JsonNode.Parse(await Http.GetStringAsync(new Uri(Endpoint, "/_sandbox/status"), limited.Token)) is JsonObject status ? GatewayState.Read(status) : null;
        }
        catch (Exception error) when (error is HttpRequestException or JsonException)
        {
            // Nobody there, or somebody else: then the sandbox's own start says which port is in use.
            return null;
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            // A gateway that is still starting may be slow; whoever else holds the port will not get better.
            return starting ? null : throw new MachineException(Mute(), error);
        }
    }

    private string Mute()
    {
        if (new ManagedProcesses(options, runner, time).ProcessId(GatewayProcess.Name) is not { } gateway)
            return string.Create(CultureInfo.InvariantCulture, $"Port {options.Port} on 127.0.0.1, needed for the AWS endpoint, is in use by another process, which does not answer: {PortCheck.Remedy(options.Port)}");
        var endpoint = Endpoint.GetLeftPart(UriPartial.Authority);
        return string.Create(
            CultureInfo.InvariantCulture,
            $"The sandbox's gateway (process {gateway}) does not answer at {endpoint} within {AnswerLimit.TotalSeconds:0.#} s: run the same command again, or end the sandbox (./build.sh Sandbox --stop --sandbox-endpoint {endpoint}).");
    }

    private string LastLines() => File.Exists(LogFile) ? string.Join('\n', File.ReadLines(LogFile).TakeLast(12)) : "it wrote no log";
}
