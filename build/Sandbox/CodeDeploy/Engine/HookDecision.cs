using Notejam.Sandbox.CodeDeploy.Model;

using static Notejam.Sandbox.CodeDeploy.Engine.EngineAction;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>The next action at an event that a function may be hooked to.</summary>
internal static class HookDecision
{
    /// <summary>The code of failures.</summary>
    public const string Failure = "HOOK_EXECUTION_FAILURE";

    private static readonly TimeSpan Limit = TimeSpan.FromHours(1);

    /// <summary>Decides.</summary>
    /// <param name="timeScale">Seconds of AWS time in a real second.</param>
    public static EngineAction Decide(Deployment deployment, LifecycleEvent step, DateTimeOffset now, double timeScale)
    {
        if (!deployment.AppSpec.Hooks.TryGetValue(step.Name, out var function)) return new CompleteEvent(step.Name);
        return step.Hook switch
        {
            { Result: "Succeeded" } => new CompleteEvent(step.Name),
            { Result: not null } => new Fail(Failure, $"The lifecycle event validation failed: the function {function} reported Failed for {step.Name}.") { EventCode = "ScriptFailed" },
            _ when now - step.StartedAt >= Limit / timeScale => new Fail(Failure,
                $"The lifecycle event validation timed out: the function {function} did not report on {step.Name} within 3600 seconds. "
                + "It must call PutLifecycleEventHookExecutionStatus; its log tells what it did instead.") { EventCode = "ScriptTimedOut" },
            { IsInvoked: true } => new Wait(),
            _ => new InvokeHook(step.Name, function),
        };
    }
}
