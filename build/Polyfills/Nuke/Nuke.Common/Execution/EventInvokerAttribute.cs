namespace Nuke.Common.Execution;

/// <summary>Calls the virtual methods of the build class, after all extensions.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class EventInvokerAttribute : BuildExtensionAttributeBase,
    IOnBuildCreated,
    IOnBuildInitialized,
    IOnTargetRunning,
    IOnTargetSkipped,
    IOnTargetSucceeded,
    IOnTargetFailed,
    IOnBuildFinished
{
    private NukeBuild Listener => (NukeBuild)Build;

    public void OnBuildCreated(IReadOnlyCollection<ExecutableTarget> executableTargets) => Listener.OnBuildCreated();

    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan) =>
        Listener.OnBuildInitialized();

    public void OnTargetRunning(ExecutableTarget target) => Listener.OnTargetRunning(target.Name);

    public void OnTargetSkipped(ExecutableTarget target) => Listener.OnTargetSkipped(target.Name);

    public void OnTargetSucceeded(ExecutableTarget target) => Listener.OnTargetSucceeded(target.Name);

    public void OnTargetFailed(ExecutableTarget target) => Listener.OnTargetFailed(target.Name);

    public void OnBuildFinished() => Listener.OnBuildFinished();
}
