using System.Collections.Concurrent;
using Notejam.Sandbox.CodeDeploy.Api;
using Notejam.Sandbox.CodeDeploy.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>
/// Drives all active deployments: observe, decide, act, until the decision is to wait. Everything needed to go on is in the
/// store, so an engine of another process takes up where this one was killed.
/// </summary>
internal sealed partial class DeploymentEngine(
    CodeDeployStore store, DeploymentObserver observer, DeploymentActions actions, TaskSetViews views, SandboxOptions options,
    TimeProvider time, ILogger<DeploymentEngine> log) : BackgroundService
{
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(250);
    private const int PatienceWithErrors = 40;
    private readonly ConcurrentDictionary<string, Task> _running = new();
    private readonly ConcurrentDictionary<string, int> _errors = new();

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            foreach (var deployment in store.Active())
                if (!_running.TryGetValue(deployment.Id, out var running) || running.IsCompleted)
                    _running[deployment.Id] = StepAsync(deployment, stoppingToken);
            foreach (var (id, _) in _running.Where(pair => pair.Value.IsCompleted).ToList()) _running.TryRemove(id, out _);
            await Task.Delay(Pause, time, stoppingToken);
        }
    }

    /// <summary>Takes a deployment as far as it goes now.</summary>
    internal async Task StepAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            while (deployment.IsActive)
            {
                var seen = await observer.ObserveAsync(deployment, cancellationToken);
                var action = store.Read(deployment.Region, _ => DeploymentDecision.Decide(deployment, seen, options.TimeScale));
                if (action is EngineAction.Wait) break;
                if (action is EngineAction.Succeed or EngineAction.Fail or EngineAction.Stop) await EndAsync(deployment, action, cancellationToken);
                else await actions.DoAsync(deployment, action, cancellationToken);
            }

            _errors.TryRemove(deployment.Id, out _);
        }
        catch (DeploymentFault fault)
        {
            await EndAsync(deployment, new EngineAction.Fail(fault.Code, fault.Message), cancellationToken);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // What fails for a moment is tried again; what goes on failing ends the deployment with its cause.
            LogFailed(error, deployment.Id);
            if (_errors.AddOrUpdate(deployment.Id, 1, (_, count) => count + 1) >= PatienceWithErrors)
                await EndAsync(deployment, new EngineAction.Fail("INTERNAL_ERROR", error.Message), cancellationToken);
        }
        catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
        {
            // The sandbox ends; its successor goes on.
        }
    }

    private async Task EndAsync(Deployment deployment, EngineAction action, CancellationToken cancellationToken)
    {
        var taskSets = await LastLookAsync(deployment, cancellationToken);
        store.Change(deployment.Region, region =>
        {
            var now = time.GetUtcNow();
            deployment.FinalTaskSets = taskSets;
            var rollback = false;
            switch (action)
            {
                case EngineAction.Succeed:
                    DeploymentNotes.End(deployment, DeploymentStatus.Succeeded, null, null, now);
                    break;
                case EngineAction.Fail fail:
                    DeploymentNotes.End(deployment, DeploymentStatus.Failed, fail.Code, fail.Message, now, fail.EventCode);
                    rollback = Rollbacks.IsWantedOnFailure(deployment);
                    break;
                case EngineAction.Stop stop:
                    DeploymentNotes.End(deployment, DeploymentStatus.Stopped, stop.Code, stop.Message, now);
                    rollback = stop.Rollback;
                    break;
            }

            if (rollback && Rollbacks.IsPossible(deployment)) Rollbacks.Add(region, deployment, now);
        });
    }

    private async Task<IReadOnlyList<TaskSetInfo>> LastLookAsync(Deployment deployment, CancellationToken cancellationToken)
    {
        try
        {
            return await views.LookAsync(deployment, cancellationToken);
        }
        catch (AwsException)
        {
            return [];
        }
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "Deployment {Id} could not take its next step")]
    private partial void LogFailed(Exception error, string id);
}
