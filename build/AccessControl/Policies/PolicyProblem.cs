namespace Notejam.AccessControl.Policies;

/// <summary>Something that is wrong with a policy.</summary>
/// <param name="Path">Where: <c>Statement[0].Action</c>; empty for the whole.</param>
/// <param name="Message">What AWS answers.</param>
/// <param name="Detail">What exactly is wrong, where AWS's answer does not say it.</param>
public sealed record PolicyProblem(string Path, string Message, string? Detail = null)
{
    internal const string Syntax = "Syntax errors in policy.";

    /// <summary>All of it in a line.</summary>
    public override string ToString() => string.Join(": ", new[] { Path, Message.TrimEnd('.'), Detail }.Where(part => !string.IsNullOrEmpty(part)));
}

/// <summary>A text is no policy, or none of its kind. The message is AWS's for the first problem.</summary>
public sealed class MalformedPolicyException(IReadOnlyList<PolicyProblem> problems) : Exception(problems[0].Message)
{
    /// <summary>All that is wrong.</summary>
    public IReadOnlyList<PolicyProblem> Problems { get; } = problems;
}
