namespace Notejam.Sandbox.Gateway.Models;

/// <summary>What a request has that the service's model does not allow.</summary>
/// <param name="Kind">Which rule it breaks.</param>
/// <param name="Path">Where, as AWS writes it: <c>targets.1.member.id</c>.</param>
/// <param name="Value">The value as AWS shows it; null when it is absent.</param>
/// <param name="Rule">The rule: <c>have length less than or equal to 64</c>; for <see cref="ProblemKind.Type"/> the whole message.</param>
/// <param name="IsSensitive">Whether messages leave the value out.</param>
public sealed record InputProblem(ProblemKind Kind, string Path, string? Value, string Rule, bool IsSensitive = false)
{
    /// <summary>Whether a required member of the input itself is absent, and not one of a structure in it.</summary>
    public bool IsMissingArgument => Kind == ProblemKind.Constraint && Value is null && !Path.Contains('.', StringComparison.Ordinal);
}
