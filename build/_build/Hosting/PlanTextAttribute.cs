using System.Text;
using Nuke.Common;
using Nuke.Common.Execution;

namespace Notejam.Build.Hosting;

/// <summary>Answers <c>--plan</c> with text. NUKE's own answer, which comes after this one, opens a browser and prints nothing.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class PlanTextAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    // NUKE's own has 10: the higher one comes first.
    public override float Priority => 20;

    public void OnBuildInitialized(IReadOnlyCollection<ExecutableTarget> executableTargets, IReadOnlyCollection<ExecutableTarget> executionPlan)
    {
        if (!((NukeBuild)Build).Plan) return;
        Console.Out.Write(TextOf(executionPlan));
        Environment.Exit(0);
    }

    /// <summary>The targets in the order in which they run, each with what it waits for.</summary>
    private static string TextOf(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var text = new StringBuilder("Plan (--> depends on, -.-> only after, ==> triggered by):\n\n");
        var width = plan.Max(target => target.Name.Length);
        foreach (var (number, target) in plan.Index())
        {
            var relations = Relation("-->", target.ExecutionDependencies, plan) + Relation("-.->", target.OrderDependencies, plan) + Relation("==>", target.TriggerDependencies, plan);
            text.Append($"  {number + 1,2}. {target.Name.PadRight(width)}{relations}".TrimEnd()).Append('\n');
        }

        return text.ToString();
    }

    private static string Relation(string arrow, IEnumerable<ExecutableTarget> related, IReadOnlyCollection<ExecutableTarget> plan)
    {
        var names = string.Join(", ", related.Where(plan.Contains).Select(target => target.Name));
        return names.Length > 0 ? $" {arrow} {names}" : "";
    }
}
