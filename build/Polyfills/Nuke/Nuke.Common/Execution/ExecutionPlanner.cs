using Nuke.Common.Utilities;

namespace Nuke.Common.Execution;

/// <summary>From the names of the invoked targets to all that runs, in its order.</summary>
internal static class ExecutionPlanner
{
    /// <param name="invokedNames">Null: the default targets.</param>
    public static IReadOnlyList<ExecutableTarget> GetExecutionPlan(
        IReadOnlyList<ExecutableTarget> targets,
        IReadOnlyCollection<string> invokedNames)
    {
        var invoked = invokedNames?.Select(x => TargetNames.Find(x, targets)).ToList();
        foreach (var target in invoked ?? [])
            target.Invoked = true;

        DependencyCycles.Refuse(targets);

        // A triggered target may bring dependencies that trigger further ones.
        while (true)
        {
            var plan = Order(targets, invoked);
            var triggered = plan.SelectMany(x => x.Triggers).Except(plan).Where(targets.Contains).ToList();
            if (triggered.Count == 0)
            {
                plan.ForEach(x => x.Status = ExecutionStatus.Scheduled);
                return plan;
            }

            invoked = [.. plan, .. triggered];
        }
    }

    /// <summary>
    /// Takes, again and again, the first target on which none of the others depends. That is the plan from its end;
    /// among targets without relation the order of declaration decides.
    /// </summary>
    private static List<ExecutableTarget> Order(
        IReadOnlyList<ExecutableTarget> targets,
        List<ExecutableTarget> invoked)
    {
        var remaining = targets.ToList();
        var dependencies = targets.ToDictionary(x => x, x => x.AllDependencies);
        var scheduled = new List<ExecutableTarget>();

        while (remaining.Count > 0)
        {
            var independents = remaining.Where(x => !remaining.Exists(y => dependencies[y].Contains(x))).ToList();
            RefuseAmbiguityWhenStrict(independents);

            var next = independents[0];
            remaining.Remove(next);
            var wanted = invoked?.Contains(next) ?? next.IsDefault;
            if (wanted || scheduled.Exists(x => x.ExecutionDependencies.Contains(next)))
                scheduled.Add(next);
        }

        scheduled.Reverse();
        return scheduled;
    }

    private static void RefuseAmbiguityWhenStrict(List<ExecutableTarget> independents)
    {
        if (independents.Count < 2 || !ParameterService.Instance.CommandLine.HasArgument("strict"))
            return;
        var names = independents.Select(x => $"  - {x.Name}");
        Assert.Fail(names.Prepend("Incomplete target definition order:").JoinNewLine());
    }
}
