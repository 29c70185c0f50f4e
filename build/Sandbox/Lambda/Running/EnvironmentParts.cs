namespace Notejam.Sandbox.Lambda.Running;

/// <summary>What makes up a function's environment: process, runtime API, output, folder.</summary>
internal sealed class EnvironmentParts(FunctionTarget target, string folder, string logStream, FunctionLogShipper shipper) : IAsyncDisposable
{
    public FunctionTarget Target { get; } = target;

    public required RuntimeSession Session { get; init; }

    public required RuntimeApi Api { get; init; }

    public required OutputFile Output { get; init; }

    public required FunctionProcess Process { get; init; }

    /// <summary>Tells that the process is not to be looked for any more.</summary>
    public required Func<Task> Forget { get; init; }

    /// <summary>Sends lines to the log.</summary>
    public void Write(IReadOnlyList<string> lines, DateTimeOffset now) => shipper.Ship(Target, logStream, now, lines);

    /// <summary>Counts an invocation.</summary>
    public void Count(DateTimeOffset now, TimeSpan duration, bool failed) => shipper.Count(Target, now, duration, failed);

    /// <inheritdoc />
    public async ValueTask DisposeAsync()
    {
        await Process.KillAsync();
        await Forget();
        Process.Dispose();
        await Api.DisposeAsync();
        Session.Dispose();
        Output.Dispose();
        if (Directory.Exists(folder)) Directory.Delete(folder, recursive: true);
    }
}
