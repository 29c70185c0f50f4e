using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>Refuses plans that would lose what cannot be made again, unless every such address is allowed by name.</summary>
/// <param name="allowed">Addresses that may be destroyed, as Terraform writes them.</param>
public sealed class PlanGuard(IReadOnlyCollection<string> allowed)
{
    /// <summary>Looks at a plan before it is applied.</summary>
    /// <exception cref="PipelineException">The plan is refused; the message names each address, what would be lost, and the words that allow it.</exception>
    public void Check(PlanSummary plan)
    {
        ArgumentNullException.ThrowIfNull(plan);
        var refused = plan.Dangers.Where(danger => danger.IsGuarded && !allowed.Contains(danger.Address, StringComparer.Ordinal)).ToList();
        if (refused.Count == 0) return;
        throw new PipelineException(
            $"The plan of {plan.Stack} in {plan.Workspace} is refused:\n{string.Join('\n', refused.Select(danger => $"  {danger.Address} {danger.What}"))}",
            $"If that is what you want: --allow-destroy {string.Join(' ', refused.Select(danger => $"'{danger.Address}'"))}");
    }
}
