namespace Nuke.Common.Execution;

/// <summary>Where a target stands.</summary>
public enum ExecutionStatus
{
    None,
    Scheduled,
    NotRun,
    Skipped,
    Running,
    Aborted,
    Succeeded,
    Failed,

    /// <summary>It has no actions of its own.</summary>
    Collective,
}
