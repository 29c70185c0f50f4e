using Notejam.AccessControl.Conditions;

namespace Notejam.AccessControl.Policies;

/// <summary>A statement as it is written.</summary>
/// <param name="Index">Its place in the policy, from 0.</param>
/// <param name="Sid">Its name.</param>
/// <param name="Principals">Of whom it is; null in policies of identities.</param>
/// <param name="Actions">What it is about.</param>
/// <param name="Resources">On what; null where the policy is of one resource, such as a trust policy.</param>
/// <param name="Conditions">All must hold.</param>
public sealed record PolicyStatement(
    int Index, string? Sid, PolicyEffect Effect, PrincipalElement? Principals, ListElement? Actions, ListElement? Resources, IReadOnlyList<ConditionElement> Conditions);

/// <summary>What a statement does.</summary>
public enum PolicyEffect
{
    /// <summary>It allows.</summary>
    Allow,

    /// <summary>It denies, whatever else allows.</summary>
    Deny,
}

/// <summary><c>Action</c>, <c>NotAction</c>, <c>Resource</c> or <c>NotResource</c>.</summary>
/// <param name="IsNegated">Whether it is about all but its values.</param>
public sealed record ListElement(bool IsNegated, IReadOnlyList<string> Values);

/// <summary><c>Principal</c> or <c>NotPrincipal</c>.</summary>
/// <param name="IsNegated">Whether it is about everybody but its principals.</param>
public sealed record PrincipalElement(bool IsNegated, IReadOnlyList<PolicyPrincipal> Principals);

/// <summary>One principal of a statement.</summary>
public sealed record PolicyPrincipal(PolicyPrincipalKind Kind, string Value);

/// <summary>What a principal of a statement is; the names are those of the policy language.</summary>
public enum PolicyPrincipalKind
{
    /// <summary>An account, a user, a role, a session, or <c>*</c>.</summary>
    AWS,

    /// <summary>A service.</summary>
    Service,

    /// <summary>An identity provider.</summary>
    Federated,

    /// <summary>An account by its canonical user id.</summary>
    CanonicalUser,
}

/// <summary>One key of a condition with its values.</summary>
public sealed record ConditionElement(ConditionOperator Operator, string Key, IReadOnlyList<string> Values);
