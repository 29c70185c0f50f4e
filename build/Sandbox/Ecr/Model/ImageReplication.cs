namespace Notejam.Sandbox.Ecr.Model;

/// <summary>How far the replication of an image to one region is.</summary>
/// <param name="Status">IN_PROGRESS, COMPLETE or FAILED.</param>
/// <param name="FailureCode">Why it failed, or null.</param>
public sealed record ImageReplication(string Status, string? FailureCode = null)
{
    public static ImageReplication InProgress { get; } = new("IN_PROGRESS");

    public static ImageReplication Complete { get; } = new("COMPLETE");

    public static ImageReplication Failed { get; } = new("FAILED", "INTERNAL_ERROR");
}
