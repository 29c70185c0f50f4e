using System.Linq.Expressions;
using Nuke.Common.Execution;
using Nuke.Common.Tooling;
using Nuke.Common.ValueInjection;

namespace Nuke.Common;

/// <summary>Base class of a build. <c>Main</c> returns what <see cref="Execute{T}"/> returns.</summary>
[ArgumentsFromParametersFile(Priority = 150)]
[InjectParameterValues(Priority = 100)]
[WriteBuildSchema(Priority = 75)]
[HandlePlanRequests(Priority = 10)]
[HandleHelpRequests(Priority = 5)]
[InjectNonParameterValues(Priority = -100)]
[EventInvoker(Priority = float.MinValue)]
public abstract partial class NukeBuild : INukeBuild
{
    /// <summary>Runs the invoked targets, or the given ones when none is invoked; returns the exit code.</summary>
    protected static int Execute<T>(params Expression<Func<T, Target>>[] defaultTargetExpressions)
        where T : NukeBuild, new() =>
        BuildManager.Execute(defaultTargetExpressions);

    internal IReadOnlyCollection<ExecutableTarget> ExecutableTargets { get; set; }

    public IReadOnlyCollection<ExecutableTarget> ExecutionPlan { get; set; }

    [Parameter(
        "List of targets to be invoked. Default is '{default_target}'.",
        Name = Constants.InvokedTargetsParameterName,
        Separator = Constants.TargetsSeparator)]
    public IReadOnlyCollection<ExecutableTarget> InvokedTargets => ExecutionPlan.Where(x => x.Invoked).ToList();

    [Parameter(
        "List of targets to be skipped. Empty list skips all dependencies.",
        Name = Constants.SkippedTargetsParameterName,
        Separator = Constants.TargetsSeparator)]
    public IReadOnlyCollection<ExecutableTarget> SkippedTargets => TargetsWith(ExecutionStatus.Skipped);

    public IReadOnlyCollection<ExecutableTarget> ScheduledTargets => TargetsWith(ExecutionStatus.Scheduled);

    public IReadOnlyCollection<ExecutableTarget> RunningTargets => TargetsWith(ExecutionStatus.Running);

    public IReadOnlyCollection<ExecutableTarget> AbortedTargets => TargetsWith(ExecutionStatus.Aborted);

    public IReadOnlyCollection<ExecutableTarget> FailedTargets => TargetsWith(ExecutionStatus.Failed);

    public IReadOnlyCollection<ExecutableTarget> SucceededTargets => TargetsWith(ExecutionStatus.Succeeded);

    public IReadOnlyCollection<ExecutableTarget> FinishedTargets => [.. FailedTargets, .. SucceededTargets];

    [Parameter("Shows the execution plan.")]
    public bool Plan { get; }

    [Parameter("Shows the help text for this build assembly.")]
    public bool Help { get; }

    [Parameter("Disables displaying the NUKE logo.")]
    public bool NoLogo { get; set; }

    [Parameter("Indicates to continue a previously failed build attempt.")]
    public bool Continue { get; internal set; }

    public bool IsSucceeding => !IsFailing;

    public bool IsFailing => ExecutionPlan.Any(x =>
        x.Status is ExecutionStatus.Failed or ExecutionStatus.Aborted or ExecutionStatus.NotRun);

    public bool IsFinished => ExecutionPlan.All(x =>
        x.Status is not (ExecutionStatus.Scheduled or ExecutionStatus.Running));

    /// <summary>Overrides the exit code when set; otherwise 0 on success and -1 on failure.</summary>
    public int? ExitCode { get; set; }

    public void ReportSummary(Configure<Dictionary<string, string>> configurator = null) =>
        ReportSummary(ExecutionPlan.Single(x => x.Status == ExecutionStatus.Running), configurator);

    internal void ReportSummary(ExecutableTarget target, Configure<Dictionary<string, string>> configurator)
    {
        target.SummaryInformation = new Dictionary<string, string>(configurator.InvokeSafe([]));
        ExecuteExtension<IOnTargetSummaryUpdated>(x => x.OnTargetSummaryUpdated(this, target));
    }

    private List<ExecutableTarget> TargetsWith(ExecutionStatus status) =>
        ExecutionPlan.Where(x => x.Status == status).ToList();
}
