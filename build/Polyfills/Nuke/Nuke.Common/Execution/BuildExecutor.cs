using Nuke.Common.Utilities;
using Serilog;

namespace Nuke.Common.Execution;

/// <summary>Runs the plan, one target after another.</summary>
internal static class BuildExecutor
{
    /// <param name="skippedNames">Null: none; empty: all that were not invoked by name.</param>
    public static void Execute(NukeBuild build, IReadOnlyCollection<string> skippedNames)
    {
        if (skippedNames is not null)
            SkipByName(build, skippedNames);
        foreach (var target in build.ExecutionPlan)
            HasFailedConditions(build, target, target.StaticConditions);

        DelegateRequirementService.ValidateRequirements(build, build.ScheduledTargets);
        var attempt = BuildAttempt.Begin(build);
        BuildManager.OnCancellation(RunAssuredTargets);

        try
        {
            foreach (var target in build.ExecutionPlan)
                Execute(build, target, attempt, failureMode: false);
        }
        catch
        {
            RunAssuredTargets();
            throw;
        }

        void RunAssuredTargets()
        {
            var assured = build.ScheduledTargets.Where(x => x.AssuredAfterFailure);
            foreach (var target in assured)
                Execute(build, target, attempt, failureMode: true);
        }
    }

    private static void SkipByName(NukeBuild build, IReadOnlyCollection<string> names)
    {
        foreach (var target in build.ExecutionPlan)
        {
            if (names.Count == 0 || names.Contains(target.Name, StringComparer.OrdinalIgnoreCase))
                Skip(build, target, "via parameter");
        }
    }

    private static void Execute(NukeBuild build, ExecutableTarget target, BuildAttempt attempt, bool failureMode)
    {
        if (target.Status == ExecutionStatus.Skipped
            || attempt.HasExecuted(target.Name)
            || HasFailedConditions(build, target, target.DynamicConditions))
        {
            target.Status = ExecutionStatus.Skipped;
            build.ExecuteExtension<IOnTargetSkipped>(x => x.OnTargetSkipped(target));
            return;
        }

        if (target.Actions.Count == 0)
        {
            target.Status = ExecutionStatus.Collective;
            return;
        }

        using var scope = Logging.SetTarget(target.Name);
        using var block = build.WriteTarget(target.Name);
        target.Stopwatch.Start();
        target.Status = ExecutionStatus.Running;
        build.ExecuteExtension<IOnTargetRunning>(x => x.OnTargetRunning(target));
        try
        {
            foreach (var action in target.Actions)
                action();
            target.Stopwatch.Stop();
            target.Status = ExecutionStatus.Succeeded;
            build.ExecuteExtension<IOnTargetSucceeded>(x => x.OnTargetSucceeded(target));
            attempt.Record(target.Name);
        }
#pragma warning disable CA1031 // A target may throw anything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Fail(build, target, exception.Unwrap());
            if (!target.ProceedAfterFailure && !failureMode)
                throw new TargetExecutionException(target.Name, exception.Unwrap());
        }
    }

    private static void Fail(NukeBuild build, ExecutableTarget target, Exception exception)
    {
        if (target.SummaryInformation.Count == 0)
        {
            var firstLine = exception.Message.SplitLineBreaks()[0];
            build.ReportSummary(target, _ => new() { [exception.GetType().Name] = firstLine });
        }

        Log.Error(exception, "Target {TargetName} has thrown an exception", target.Name);
        target.Stopwatch.Stop();
        target.Status = ExecutionStatus.Failed;
        build.ExecuteExtension<IOnTargetFailed>(x => x.OnTargetFailed(target));
    }

    private static bool HasFailedConditions(
        NukeBuild build,
        ExecutableTarget target,
        List<(string Text, Func<bool> Delegate)> conditions)
    {
        try
        {
            var failed = conditions.Where(x => !x.Delegate()).Select(x => WithoutLambda(x.Text)).ToList();
            if (failed.Count > 0)
            {
                target.OnlyWhen = failed.Join(" && ");
                Skip(build, target, reason: null);
            }
        }
#pragma warning disable CA1031 // A condition may throw anything.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            Log.Error(exception, "Invocation of condition for {TargetName} has thrown an exception", target.Name);
            throw new TargetExecutionException(target.Name, exception.Unwrap());
        }

        return target.OnlyWhen is not null;
    }

    private static string WithoutLambda(string condition) =>
        condition.StartsWith("()", StringComparison.Ordinal)
            ? condition[2..].TrimStart().TrimStart('=').TrimStart('>').Trim()
            : condition.Trim();

    // A target that was invoked by name is never skipped; what it alone depends on is.
    private static void Skip(NukeBuild build, ExecutableTarget target, string reason)
    {
        if (target.Status != ExecutionStatus.Scheduled)
            return;

        if (!target.Invoked)
        {
            target.Status = ExecutionStatus.Skipped;
            target.Skipped ??= reason;
        }

        if (target.DependencyBehavior == DependencyBehavior.Execute)
            return;

        var unneeded = target.ExecutionDependencies.Concat(target.Triggers).Where(x => !IsNeeded(x)).ToList();
        foreach (var dependency in unneeded)
            Skip(build, dependency, $"because of {target.Name}");

        bool IsNeeded(ExecutableTarget dependency) =>
            build.ScheduledTargets.Any(x =>
                x != target && (x.ExecutionDependencies.Contains(dependency) || x.Triggers.Contains(dependency)));
    }
}
