namespace Notejam.Sandbox.CodeDeploy.Model;

/// <summary>States of a deployment.</summary>
public static class DeploymentStatus
{
    public const string Created = "Created";
    public const string InProgress = "InProgress";
    public const string Ready = "Ready";
    public const string Succeeded = "Succeeded";
    public const string Failed = "Failed";
    public const string Stopped = "Stopped";

    /// <summary>All states that the API knows.</summary>
    public static IReadOnlySet<string> All { get; } =
        new HashSet<string> { Created, "Queued", InProgress, "Baking", Succeeded, Failed, Stopped, Ready };

    /// <summary>States that a deployment does not leave.</summary>
    public static IReadOnlySet<string> Final { get; } = new HashSet<string> { Succeeded, Failed, Stopped };
}
