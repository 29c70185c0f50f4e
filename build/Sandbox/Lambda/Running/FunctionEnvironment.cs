using System.Text;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>A function's process with its runtime API: serves one invocation at a time, and is kept for the next.</summary>
internal sealed class FunctionEnvironment : IAsyncDisposable
{
    // The time that Lambda gives a process to come up before the invocation's own begins.
    private static readonly TimeSpan InitLimit = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan ReadPause = TimeSpan.FromMilliseconds(500);
    private const int TailSize = 4096;

    private readonly EnvironmentParts _parts;
    private readonly TimeProvider _time;
    private readonly DateTimeOffset _startedAt;
    private bool _isWarm;

    private FunctionEnvironment(EnvironmentParts parts, TimeProvider time) => (_parts, _time, _startedAt) = (parts, time, time.GetUtcNow());

    public FunctionTarget Target => _parts.Target;

    /// <summary>When it served last.</summary>
    public DateTimeOffset LastUsed { get; private set; }

    /// <summary>The id of its process.</summary>
    public int ProcessId => _parts.Process.Id;

    /// <summary>Whether it can serve another invocation.</summary>
    public bool IsUsable => !_parts.Process.HasExited;

    /// <summary>Starts the process.</summary>
    /// <exception cref="InvalidEntryPointException">There is nothing to start.</exception>
    public static async Task<FunctionEnvironment> StartAsync(EnvironmentBuilder builder, FunctionTarget target, TimeProvider time, CancellationToken cancellationToken) =>
        new(await builder.BuildAsync(target, cancellationToken), time);

    /// <summary>Runs an invocation; null when the process was found gone before it got it, so that another may serve it.</summary>
    public async Task<InvocationOutcome?> InvokeAsync(Invocation invocation)
    {
        var lines = new List<string>();
        void Write(params IReadOnlyList<string> more)
        {
            lines.AddRange(more);
            _parts.Write(more, _time.GetUtcNow());
        }

        var isFirst = !_isWarm;
        var limit = TimeSpan.FromSeconds(Target.Version.Timeout);
        var asked = await WaitUntilAskedAsync(InitLimit + limit);
        var begun = _time.GetUtcNow();
        if (!asked && !isFirst && _parts.Process.HasExited) return null;
        if (isFirst) Write(_parts.Output.ReadNew(all: false));
        Write(FunctionLog.Start(Target, invocation.RequestId, begun));
        _isWarm = true;

        var reply = asked ? await RunAsync(invocation, begun, limit, Write) : await ExplainAsync(invocation, limit);
        var (ended, peak) = (_time.GetUtcNow(), _parts.Process.HasExited ? 0 : _parts.Process.PeakMegabytes);
        Write(_parts.Output.ReadNew(all: true));
        if (reply.Line is { } line) Write(line.Split('\n'));
        var measure = new FunctionLog.Measure(ended - begun, peak, isFirst ? begun - _startedAt : null);
        Write(FunctionLog.End(Target, invocation.RequestId, measure, reply.IsError, ended));
        _parts.Count(ended, measure.Duration, reply.IsError);
        LastUsed = ended;
        return new InvocationOutcome(reply.Payload, reply.IsError ? "Unhandled" : null, Target.Version.Version, Tail(lines));
    }

    /// <inheritdoc />
    public ValueTask DisposeAsync() => _parts.DisposeAsync();

    private async Task<bool> WaitUntilAskedAsync(TimeSpan patience)
    {
        using var over = new CancellationTokenSource();
        var asked = _parts.Session.WaitUntilAskedAsync(patience, over.Token);
        var first = await Task.WhenAny(asked, _parts.Process.Exited);
        if (first == asked) return await asked;
        await over.CancelAsync();
        return false;
    }

    private async Task<RuntimeReply> RunAsync(Invocation invocation, DateTimeOffset begun, TimeSpan limit, Action<IReadOnlyList<string>> write)
    {
        var reply = _parts.Session.GiveAsync(invocation, begun + limit);
        using var over = new CancellationTokenSource();
        var timeout = Task.Delay(limit, _time, over.Token);
        while (true)
        {
            var pause = Task.Delay(ReadPause, over.Token);
            var first = await Task.WhenAny(reply, _parts.Process.Exited, timeout, pause);
            if (reply.IsCompleted)
            {
                await over.CancelAsync();
                return await reply;
            }

            if (first == pause)
            {
                write(_parts.Output.ReadNew(all: false));
                continue;
            }

            await over.CancelAsync();
            return await ExplainAsync(invocation, limit);
        }
    }

    // There is no answer: the process is gone, or takes too long and goes now.
    private async Task<RuntimeReply> ExplainAsync(Invocation invocation, TimeSpan limit)
    {
        if (_parts.Process.HasExited)
            return _parts.Session.InitError is { } told
                ? new RuntimeReply(told, IsError: true)
                : RuntimeReply.Failure(invocation.RequestId, "Runtime.ExitError", _parts.Process.ExitReason);
        await _parts.Process.KillAsync();
        var text = string.Create(System.Globalization.CultureInfo.InvariantCulture, $"Task timed out after {limit.TotalSeconds:F2} seconds");
        return RuntimeReply.Failure(invocation.RequestId, "Sandbox.Timedout", text, $"{Gateway.AwsResponse.Iso(_time.GetUtcNow())} {invocation.RequestId} {text}\n");
    }

    private static string Tail(List<string> lines)
    {
        var text = Encoding.UTF8.GetBytes(string.Concat(lines.Select(line => line + "\n")));
        return Encoding.UTF8.GetString(text.AsSpan(Math.Max(0, text.Length - TailSize)));
    }
}
