using System.Collections.Concurrent;
using System.Text;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Lambda;
using Notejam.Sandbox.Secrets.Model;

namespace Notejam.Sandbox.Secrets.Rotating;

/// <summary>Rotates secrets that are asked for or due: calls the function for one step after the other. A restart goes on at the step that was under way.</summary>
internal sealed partial class RotationWorker(
    SecretsStore store, SecretVersions versions, IFunctions functions, RotationEvents events, TimeProvider time, ILogger<RotationWorker> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);
    private readonly ConcurrentDictionary<string, bool> _running = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        using var timer = new PeriodicTimer(Pause, time);
        while (await timer.WaitForNextTickAsync(stoppingToken))
        {
            BeginDue();
            foreach (var rotation in store.Read(state => state.Rotations.Values.Where(each => each.Run is { HasFailed: false }).ToList()))
                if (rotation.Run is { } run && _running.TryAdd(rotation.SecretArn, true)) _ = RunAsync(rotation, run, stoppingToken);
        }
    }

    /// <summary>Begins the rotations whose time has come.</summary>
    internal void BeginDue()
    {
        var now = time.GetUtcNow();
        if (!store.Read(state => state.Rotations.Values.Any(IsDue))) return;
        store.Write(state =>
        {
            foreach (var rotation in state.Rotations.Values.Where(IsDue))
            {
                rotation.NextRotationAt = RotationSchedule.Next(rotation.Rules, now);
                // One that failed is tried again, with the version that it made.
                if (rotation.Run is { } failed) failed.HasFailed = false;
                else rotation.Run = new RotationRun { Token = Guid.NewGuid().ToString() };
            }
        });

        bool IsDue(Rotation rotation) => rotation.Enabled && rotation.NextRotationAt <= now && rotation.Run is null or { HasFailed: true };
    }

    private async Task RunAsync(Rotation rotation, RotationRun run, CancellationToken cancellationToken)
    {
        await Task.Yield();
        try
        {
            if (run.Done == 0) await events.TellAsync(rotation, run.IsTest ? "TestRotationStarted" : "RotationStarted", null, cancellationToken);
            if (run.IsTest && run.Done == 0) await versions.CopyCurrentAsync(rotation.Region, rotation.SecretArn, run.Token, cancellationToken);
            // A rotation that was cancelled is not this one any more.
            while (run.Done < run.Steps().Count && IsCurrent(rotation, run)) await StepAsync(rotation, run, cancellationToken);
            if (IsCurrent(rotation, run)) await EndAsync(rotation, run, cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            await FailAsync(rotation, run, error, cancellationToken);
        }
        catch (OperationCanceledException)
        {
            // The sandbox ends; its successor goes on.
        }
        finally
        {
            _running.TryRemove(rotation.SecretArn, out _);
        }
    }

    private async Task StepAsync(Rotation rotation, RotationRun run, CancellationToken cancellationToken)
    {
        var step = run.Steps()[run.Done];
        var input = new JsonObject { ["Step"] = step, ["SecretId"] = rotation.SecretArn, ["ClientRequestToken"] = run.Token };
        var outcome = await functions.InvokeAsync(rotation.Region, rotation.FunctionArn, Encoding.UTF8.GetBytes(input.ToJsonString()), cancellationToken);
        // A function that was ended with the sandbox has not failed.
        cancellationToken.ThrowIfCancellationRequested();
        if (outcome.FunctionError is not null) throw new RotationException($"The function failed in the step {step}: {Encoding.UTF8.GetString(outcome.Payload)}");
        SetDone(rotation, run, run.Done + 1);
    }

    private bool IsCurrent(Rotation rotation, RotationRun run) =>
        store.Read(state => state.Rotations.GetValueOrDefault(rotation.SecretArn)?.Run?.Token == run.Token);

    private void SetDone(Rotation rotation, RotationRun run, int done)
    {
        run.Done = done;
        Change(rotation, run, kept => kept.Run!.Done = done);
    }

    // A run that was cancelled, or given up, changes nothing any more.
    private void Change(Rotation rotation, RotationRun run, Action<Rotation> change) => store.Write(state =>
    {
        if (state.Rotations.GetValueOrDefault(rotation.SecretArn) is { Run: { } current } kept && current.Token == run.Token) change(kept);
    });

    private async Task EndAsync(Rotation rotation, RotationRun run, CancellationToken cancellationToken)
    {
        var secret = await versions.DescribeAsync(rotation.Region, rotation.SecretArn, cancellationToken);
        if (!run.IsTest && SecretVersions.Holder(secret, SecretVersions.Current) != run.Token)
        {
            SetDone(rotation, run, 0);
            throw new RotationException($"The function finished, but {SecretVersions.Current} is not at version {run.Token}: its step finishSecret must move the label there.");
        }

        await RemovePendingAsync(rotation, run, secret, cancellationToken);
        Change(rotation, run, kept =>
        {
            (kept.Run, kept.LastError) = (null, null);
            if (run.IsTest) return;
            kept.LastRotatedAt = time.GetUtcNow();
            if (kept.Enabled) kept.NextRotationAt = RotationSchedule.Next(kept.Rules, kept.LastRotatedAt.Value);
        });
        await events.TellAsync(rotation, run.IsTest ? "TestRotationSucceeded" : "RotationSucceeded", null, cancellationToken);
    }

    private async Task RemovePendingAsync(Rotation rotation, RotationRun run, JsonObject secret, CancellationToken cancellationToken)
    {
        if (SecretVersions.LabelsOf(secret, run.Token)?.Contains(SecretVersions.Pending) == true)
            await versions.MoveAsync(rotation.Region, rotation.SecretArn, SecretVersions.Pending, run.Token, null, cancellationToken);
    }

    private async Task FailAsync(Rotation rotation, RotationRun run, Exception error, CancellationToken cancellationToken)
    {
        LogFailed(error.Message, rotation.SecretArn);
        if (run.IsTest) await ClearTestAsync(rotation, run, cancellationToken);
        Change(rotation, run, kept =>
        {
            kept.LastError = error.Message;
            // The failed try of a function leaves nothing to be taken up again.
            if (run.IsTest) kept.Run = null;
            else kept.Run!.HasFailed = true;
        });
        await events.TellAsync(rotation, run.IsTest ? "TestRotationFailed" : "RotationFailed", error.Message, cancellationToken);
    }

    private async Task ClearTestAsync(Rotation rotation, RotationRun run, CancellationToken cancellationToken)
    {
        try
        {
            await RemovePendingAsync(rotation, run, await versions.DescribeAsync(rotation.Region, rotation.SecretArn, cancellationToken), cancellationToken);
        }
        catch (AwsException)
        {
            // The secret is gone.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The rotation of {Secret} failed: {Reason}")]
    private partial void LogFailed(string reason, string secret);
}
