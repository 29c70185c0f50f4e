namespace Notejam.Pipeline.Records;

/// <summary>How a rollout ended.</summary>
public enum RolloutOutcome
{
    /// <summary>The new release takes all traffic.</summary>
    Live,

    /// <summary>It took all traffic already; nothing was deployed.</summary>
    Unchanged,

    /// <summary>The engine brought the old release back.</summary>
    RolledBack,

    /// <summary>Its deployment has begun, and the run has not seen its end.</summary>
    UnderWay,

    /// <summary>It failed and what serves now has to be looked at.</summary>
    Failed,
}

/// <summary>The blue-green rollout of one digest.</summary>
public sealed record Rollout
{
    /// <summary>A rollout.</summary>
    /// <exception cref="ArgumentException">The verdict blocks, or speaks of another digest.</exception>
    public Rollout(Digest digest, ScanVerdict verdict, string taskDefinitionArn, string? deploymentId, RolloutOutcome outcome, string? cause)
    {
        Admit(digest, verdict);
        (Digest, Verdict, TaskDefinitionArn, DeploymentId, Outcome, Cause) = (digest, verdict, taskDefinitionArn, deploymentId, outcome, cause);
    }

    /// <summary>What is rolled out.</summary>
    public Digest Digest { get; }

    /// <summary>The passing verdict on it.</summary>
    public ScanVerdict Verdict { get; }

    /// <summary>The task definition.</summary>
    public string TaskDefinitionArn { get; }

    /// <summary>CodeDeploy's id; null when nothing was deployed.</summary>
    public string? DeploymentId { get; }

    /// <summary>How it ended.</summary>
    public RolloutOutcome Outcome { get; }

    /// <summary>Why it did not become live, with the evidence; null when it did.</summary>
    public string? Cause { get; }

    /// <summary>Refuses a digest without a passing verdict of its own: asked before anything is deployed.</summary>
    /// <exception cref="ArgumentException">The verdict blocks, or speaks of another digest.</exception>
    public static void Admit(Digest digest, ScanVerdict verdict)
    {
        if (verdict.Digest != digest) throw new ArgumentException($"The scan verdict is of {verdict.Digest}, not of {digest}, which is to be rolled out: run Scan again.", nameof(verdict));
        if (!verdict.Passed) throw new ArgumentException($"The scan verdict on {digest} blocks: {verdict.Blocking.Count} findings of {verdict.FailOn} or worse.", nameof(verdict));
    }
}
