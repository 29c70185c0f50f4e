namespace Notejam.AccessControl.Decisions;

/// <summary>What was decided about a request, and by what.</summary>
/// <param name="Principal">Who asked, as refusals call it.</param>
/// <param name="Resource">The resource that decided; of an allowed request the first one.</param>
/// <param name="PolicyType">Of a refused request the type of policy that denied, or that would have had to allow; null when none could.</param>
/// <param name="Statements">What denied, or what allowed: first what granted it, then what let it pass. None for an account's root user.</param>
public sealed record AccessDecision(AccessOutcome Outcome, string Principal, string Action, string Resource, PolicyType? PolicyType, IReadOnlyList<StatementReference> Statements)
{
    /// <summary>Whether it may be done.</summary>
    public bool IsAllowed => Outcome == AccessOutcome.Allowed;

    /// <summary>The statement that decided; null when the lack of one did.</summary>
    public StatementReference? Statement => Statements.Count > 0 ? Statements[0] : null;

    /// <summary>What AWS tells the caller of a refused request; of an allowed one what allowed it.</summary>
    public string Message => RefusalText.Of(this);
}

/// <summary>How a decision came about.</summary>
public enum AccessOutcome
{
    /// <summary>It is allowed.</summary>
    Allowed,

    /// <summary>Nothing allows it.</summary>
    ImplicitlyDenied,

    /// <summary>A statement denies it.</summary>
    ExplicitlyDenied,
}
