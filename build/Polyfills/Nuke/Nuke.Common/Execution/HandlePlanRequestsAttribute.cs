namespace Nuke.Common.Execution;

/// <summary>Refuses <c>--plan</c>, for which the genuine engine opens a browser. A build may answer it before, with an extension of its own.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HandlePlanRequestsAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan)
    {
        if (Build.Plan)
            Assert.Fail("--plan: this engine shows no plan in a browser");
    }
}
