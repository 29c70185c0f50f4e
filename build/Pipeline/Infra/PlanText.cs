using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>A plan in words: what is added, changed, replaced, destroyed, and what of it is dangerous.</summary>
public static class PlanText
{
    private static readonly (string Action, string Sign, string Heading)[] Groups =
        [("create", "+", "added"), ("update", "~", "changed"), ("replace", "-/+", "replaced"), ("delete", "-", "destroyed")];

    /// <summary>The lines, in the order in which people should read them; each danger once more at the end.</summary>
    public static IEnumerable<string> Lines(PlanSummary plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        foreach (var (action, sign, heading) in Groups)
        {
            var changes = plan.Changes.Where(change => change.Action == action).OrderBy(change => change.Address, StringComparer.Ordinal).ToList();
            if (changes.Count == 0) continue;
            yield return $"{plan.Stack}: {changes.Count} {heading}";
            foreach (var change in changes) yield return $"  {sign} {change.Address}{Attributes(change)}";
        }

        if (plan is { Changes.Count: 0, OutputsChange: true }) yield return $"{plan.Stack}: only outputs change";
    }

    /// <summary>A danger in one line.</summary>
    public static string Line(PlanDanger danger)
    {
        ArgumentNullException.ThrowIfNull(danger);
        return $"{(danger.IsGuarded ? "DANGER" : "mind")}: {danger.Address} {danger.What}";
    }

    private static string Attributes(PlannedChange change) => change switch
    {
        { Attributes.Count: 0 } => "",
        { Action: "replace" } => $" (because of {string.Join(", ", change.Attributes)})",
        _ => $" ({string.Join(", ", change.Attributes)})",
    };
}
