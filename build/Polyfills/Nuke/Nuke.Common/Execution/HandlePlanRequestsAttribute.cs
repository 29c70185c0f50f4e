using System.Text;
using Nuke.Common.Utilities;

namespace Nuke.Common.Execution;

/// <summary>Answers <c>--plan</c> with text, where the genuine engine opens a browser.</summary>
[AttributeUsage(AttributeTargets.Class)]
internal sealed class HandlePlanRequestsAttribute : BuildExtensionAttributeBase, IOnBuildInitialized
{
    public void OnBuildInitialized(
        IReadOnlyCollection<ExecutableTarget> executableTargets,
        IReadOnlyCollection<ExecutableTarget> executionPlan)
    {
        if (!Build.Plan)
            return;
        Host.Debug(GetPlanText(executionPlan));
        Environment.Exit(0);
    }

    /// <summary>The targets in the order in which they run, each with what it waits for.</summary>
    internal static string GetPlanText(IReadOnlyCollection<ExecutableTarget> plan)
    {
        var text = new StringBuilder();
        text.AppendLine("Plan (--> depends on, -.-> only after, ==> triggered by):").AppendLine();
        var number = 0;
        var width = plan.Select(x => x.Name.Length).DefaultIfEmpty().Max();
        foreach (var target in plan)
        {
            var relations = string.Concat(
                Describe("-->", target.ExecutionDependencies, plan),
                Describe("-.->", target.OrderDependencies, plan),
                Describe("==>", target.TriggerDependencies, plan));
            text.AppendLine($"  {++number,2}. {target.Name.PadRight(width)}{relations}".TrimEnd());
        }

        return text.ToString();
    }

    private static string Describe(
        string arrow,
        List<ExecutableTarget> related,
        IReadOnlyCollection<ExecutableTarget> plan)
    {
        var names = related.Where(plan.Contains).Select(x => x.Name).JoinCommaSpace();
        return names.Length > 0 ? $" {arrow} {names}" : string.Empty;
    }
}
