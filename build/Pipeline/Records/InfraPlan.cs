namespace Notejam.Pipeline.Records;

/// <summary>What applying the plans of all stacks would do.</summary>
public sealed record InfraPlan(IReadOnlyList<PlanSummary> Stacks)
{
    /// <summary>Whether applying would do nothing.</summary>
    public bool IsEmpty => Stacks.All(stack => stack.IsEmpty);

    /// <inheritdoc />
    public override string ToString() => IsEmpty ? "no change" : string.Join("; ", Stacks.Where(stack => !stack.IsEmpty).Select(stack => $"{stack.Stack}: {stack}"));
}
