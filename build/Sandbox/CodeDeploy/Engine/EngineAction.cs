using Notejam.Sandbox.CodeDeploy.Model;

namespace Notejam.Sandbox.CodeDeploy.Engine;

/// <summary>What the engine does next: a closed set.</summary>
internal abstract record EngineAction
{
    private EngineAction()
    {
    }

    /// <summary>Nothing now.</summary>
    public sealed record Wait : EngineAction;

    /// <summary>The deployment starts, from this task set and between these target groups.</summary>
    public sealed record Begin(string BlueTaskSet, string BlueTargetGroup, string GreenTargetGroup) : EngineAction;

    /// <summary>A rollback starts.</summary>
    public sealed record BeginRollback : EngineAction;

    /// <summary>A lifecycle event starts.</summary>
    public sealed record BeginEvent(string Name) : EngineAction;

    /// <summary>A lifecycle event is over.</summary>
    public sealed record CompleteEvent(string Name) : EngineAction;

    /// <summary>The function that is hooked to an event is called.</summary>
    public sealed record InvokeHook(string Name, string Function) : EngineAction;

    /// <summary>A task set that an earlier deployment left behind is removed.</summary>
    public sealed record RemoveLeftover(string TaskSet) : EngineAction;

    /// <summary>The replacement task set is created.</summary>
    public sealed record CreateTaskSet : EngineAction;

    /// <summary>A task set that this deployment created before it was interrupted is taken over.</summary>
    public sealed record AdoptTaskSet(string TaskSet) : EngineAction;

    /// <summary>The test listener serves the replacement task set.</summary>
    public sealed record ShiftTestTraffic : EngineAction;

    /// <summary>The deployment waits for ContinueDeployment.</summary>
    public sealed record BecomeReady : EngineAction;

    /// <summary>ContinueDeployment came: on it goes.</summary>
    public sealed record LeaveReady : EngineAction;

    /// <summary>The production listener gives the replacement task set so many percent.</summary>
    public sealed record ShiftTraffic(int GreenWeight) : EngineAction;

    /// <summary>A task set becomes the PRIMARY one.</summary>
    public sealed record MakePrimary(string TaskSet) : EngineAction;

    /// <summary>The wait before the original task set's end starts.</summary>
    public sealed record BeginTerminationWait : EngineAction;

    /// <summary>From here there is no way back.</summary>
    public sealed record BeginTermination : EngineAction;

    /// <summary>A task set is stopped and removed.</summary>
    public sealed record DeleteTaskSet(string TaskSet) : EngineAction;

    /// <summary>A rollback's: all listeners serve the original task set again.</summary>
    public sealed record RestoreTraffic : EngineAction;

    /// <summary>The deployment has succeeded.</summary>
    public sealed record Succeed : EngineAction;

    /// <summary>The deployment has failed.</summary>
    public sealed record Fail(string Code, string Message) : EngineAction
    {
        /// <summary>The code in the diagnostics of the event under way.</summary>
        public string EventCode { get; init; } = LifecycleEvent.UnknownError;
    }

    /// <summary>The deployment is stopped, and rolled back if the group or the request wants it.</summary>
    public sealed record Stop(string Code, string Message, bool Rollback) : EngineAction;
}
