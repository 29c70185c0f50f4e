namespace Notejam.AccessControl.Decisions;

/// <summary>A statement that took part in a decision.</summary>
/// <param name="Policy">The name or ARN of its policy.</param>
/// <param name="Index">Its place in the policy, from 0.</param>
public sealed record StatementReference(PolicyType Type, string Policy, int Index, string? Sid)
{
    /// <summary>The policy, and the statement by its name or else its place.</summary>
    public override string ToString() => $"{Policy}#{Sid ?? Index.ToString(System.Globalization.CultureInfo.InvariantCulture)}";
}
