using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Decisions;

/// <summary>
/// Decides requests as AWS does. Pure: the same request and policies, the same decision.
/// https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic.html
/// </summary>
public static class AccessEvaluator
{
    /// <summary>Decides a request: allowed when it is on each of its resources. What denies on any of them comes before what is missing.</summary>
    /// <param name="policies">Those of the principal; services, identities of others and nobody have none.</param>
    public static AccessDecision Decide(AccessRequest request, PrincipalPolicies policies)
    {
        if (request.Resources.Count == 0) throw new ArgumentException($"The request of {request.Action} has no resource: an action without one is about *.", nameof(request));
        AccessDecision? first = null, missing = null;
        foreach (var resource in request.Resources)
        {
            var decision = Decide(request, resource, policies);
            if (decision.Outcome == AccessOutcome.ExplicitlyDenied) return decision;
            if (!decision.IsAllowed) missing ??= decision;
            first = first is null ? decision : first with { Statements = [.. first.Statements.Union(decision.Statements)] };
        }

        return missing ?? first!;
    }

    private static AccessDecision Decide(AccessRequest request, RequestedResource resource, PrincipalPolicies policies)
    {
        var verdict = AlwaysAllowed.Contains(request) ? Verdict.Allow() : new ResourceEvaluation(request, resource, policies).Decide();
        return new AccessDecision(verdict.Outcome, request.Principal.Name, request.Action, resource.Arn, verdict.Type, [.. verdict.Hits.Select(hit => hit.Reference)]);
    }
}
