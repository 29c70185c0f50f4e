using System.Text;
using Notejam.Sandbox.Host.Handover;
using Notejam.Sandbox.Lambda.Api;
using Notejam.Sandbox.Lambda.Model;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>The processes of functions: taken for an invocation, kept warm after it, ended when idle, outdated, or with the sandbox.</summary>
internal sealed class FunctionPool(LambdaStore store, EnvironmentBuilder builder, BackgroundWork work, TimeProvider time) : BackgroundService
{
    // An account's own limit on AWS is higher; here it guards the machine.
    private const int MostAtOnce = 50;
    private static readonly TimeSpan IdleLimit = TimeSpan.FromMinutes(5);
    private static readonly TimeSpan SweepPause = TimeSpan.FromSeconds(10);
    private readonly Lock _lock = new();
    private readonly List<FunctionEnvironment> _idle = [];
    private readonly List<FunctionTarget> _busy = [];

    /// <summary>Whether a process still runs what its function is no more.</summary>
    public bool HasOutdated
    {
        get
        {
            lock (_lock) return _busy.Exists(target => !IsCurrent(target));
        }
    }

    /// <summary>How many processes of a function there are.</summary>
    public (int Busy, int Idle) Count(string region, string name)
    {
        lock (_lock) return (_busy.Count(target => IsOf(target, region, name)), _idle.Count(environment => IsOf(environment.Target, region, name)));
    }

    /// <summary>Runs an invocation and waits for its end.</summary>
    /// <exception cref="Gateway.AwsException">As many as may are running.</exception>
    public Task<InvocationOutcome> InvokeAsync(FunctionTarget target, Invocation invocation, CancellationToken cancellationToken) =>
        work.CountAsync(() => RunAsync(target, invocation, cancellationToken));

    private async Task<InvocationOutcome> RunAsync(FunctionTarget target, Invocation invocation, CancellationToken cancellationToken)
    {
        Enter(target);
        try
        {
            while (true)
            {
                var environment = TakeIdle(target) ?? await FunctionEnvironment.StartAsync(builder, target, time, cancellationToken);
                var outcome = await environment.InvokeAsync(invocation);
                if (outcome is not null && environment.IsUsable && !cancellationToken.IsCancellationRequested) Keep(environment);
                else await environment.DisposeAsync();
                if (outcome is not null) return outcome;
            }
        }
        catch (InvalidEntryPointException error)
        {
            var reply = RuntimeReply.Failure(invocation.RequestId, "Runtime.InvalidEntrypoint", error.Message);
            return new InvocationOutcome(reply.Payload, "Unhandled", target.Version.Version, Encoding.UTF8.GetString(reply.Payload));
        }
        finally
        {
            lock (_lock) _busy.Remove(target);
        }
    }

    /// <summary>Ends the processes that are idle for long, or outdated.</summary>
    public async Task SweepAsync()
    {
        var now = time.GetUtcNow();
        await EndAsync(environment => now - environment.LastUsed > IdleLimit || !environment.IsUsable || !IsCurrent(environment.Target));
    }

    /// <inheritdoc />
    public override async Task StartAsync(CancellationToken cancellationToken)
    {
        await builder.EndLeftoversAsync(cancellationToken);
        await base.StartAsync(cancellationToken);
    }

    /// <inheritdoc />
    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await EndAsync(_ => true);
        // Those that are busy end too: nobody is left whom they could answer.
        await builder.EndLeftoversAsync(cancellationToken);
    }

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(SweepPause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken)) await SweepAsync();
    }

    private void Enter(FunctionTarget target)
    {
        lock (_lock)
        {
            if (_busy.Count(other => IsOf(other, target.Region, target.Name)) >= (target.ReservedConcurrency ?? MostAtOnce)) throw LambdaErrors.Throttled();
            _busy.Add(target);
        }
    }

    private FunctionEnvironment? TakeIdle(FunctionTarget target)
    {
        lock (_lock)
        {
            var found = _idle.FindLast(environment => environment.Target.Key == target.Key);
            if (found is not null) _idle.Remove(found);
            return found;
        }
    }

    private void Keep(FunctionEnvironment environment)
    {
        lock (_lock) _idle.Add(environment);
        if (!IsCurrent(environment.Target)) _ = SweepAsync();
    }

    private async Task EndAsync(Predicate<FunctionEnvironment> which)
    {
        List<FunctionEnvironment> ended;
        lock (_lock)
        {
            ended = _idle.FindAll(which);
            _idle.RemoveAll(ended.Contains);
        }

        foreach (var environment in ended) await environment.DisposeAsync();
    }

    private bool IsCurrent(FunctionTarget target) => store.Read(target.Region, region =>
        region.Functions.TryGetValue(target.Name, out var function) && function.All.Any(version => version.RevisionId == target.Version.RevisionId));

    private static bool IsOf(FunctionTarget target, string region, string name) => target.Region == region && target.Name == name;
}
