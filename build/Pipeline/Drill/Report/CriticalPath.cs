using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Drill.Report;

/// <summary>The steps that decided how long a drill took: each waited for the one before it. Pure.</summary>
public static class CriticalPath
{
    /// <summary>The path to a step, first to last: from it back over the need that ended last.</summary>
    /// <param name="steps">All steps.</param>
    /// <param name="end">The step's name.</param>
    public static IReadOnlyList<string> To(IReadOnlyList<RecoveryStep> steps, string end)
    {
        ArgumentNullException.ThrowIfNull(steps);
        var path = new List<string>();
        for (var step = steps.FirstOrDefault(each => each.Name == end); step is not null && !path.Contains(step.Name);)
        {
            path.Insert(0, step.Name);
            var needs = step.Needs;
            step = steps.Where(each => needs.Contains(each.Name)).MaxBy(each => each.EndedAt);
        }

        return path;
    }
}
