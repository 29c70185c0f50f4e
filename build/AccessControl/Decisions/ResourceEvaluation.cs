using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Decisions;

/// <summary>Decides a request about one of its resources.</summary>
internal sealed class ResourceEvaluation(AccessRequest request, RequestedResource resource, PrincipalPolicies policies)
{
    private readonly RequestContext _context = resource.Context.Over(request.Context);
    private readonly Principal _principal = request.Principal;

    public Verdict Decide()
    {
        var control = Find(PolicyType.ResourceControl, resource.ControlPolicies);
        var ofResource = FindInResource();
        if (_principal is not (IamUser or RoleSession or FederatedUser or RootUser))
        {
            if ((control.Deny ?? ofResource.Deny) is { } denied) return Verdict.Deny(denied);
            return ofResource.Direct is { } granted ? Verdict.Allow(granted) : Verdict.Lack(ResourceType);
        }

        var identity = Find(PolicyType.Identity, policies.Identity);
        var boundary = policies.Boundary is null ? default : Find(PolicyType.PermissionsBoundary, [policies.Boundary]);
        var session = Find(PolicyType.Session, policies.Session);
        var levels = IsServiceLinked ? [] : policies.ServiceControl.Select(level => Find(PolicyType.ServiceControl, level)).ToList();
        if ((levels.Find(level => level.Deny is not null).Deny ?? control.Deny ?? ofResource.Deny ?? identity.Deny ?? boundary.Deny ?? session.Deny) is { } deny) return Verdict.Deny(deny);
        if (AwsOwned.Refuses(request.Action, resource.Arn)) return Verdict.Lack(null);
        if (levels.Exists(level => level.Allow is null)) return Verdict.Lack(PolicyType.ServiceControl);
        return Combine(ofResource, identity, boundary, session);
    }

    // Service control policies do not apply to them: https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps.html
    private bool IsServiceLinked => _principal is RoleSession role && role.RoleArn.Contains(":role/aws-service-role/", StringComparison.Ordinal);

    private PolicyType ResourceType => resource.Policy?.Kind == ResourcePolicyKind.RoleTrust ? PolicyType.RoleTrust : PolicyType.Resource;

    private Verdict Combine(ResourceFindings ofResource, Findings identity, Findings boundary, Findings session)
    {
        var isAllowedByIdentity = identity.Allow is not null || _principal is RootUser;
        var limit = LimitOf(boundary, session);
        if (resource.Account is null || resource.Account == _principal.Account)
        {
            if (ofResource.Direct is not null) return Verdict.Allow(ofResource.Direct);
            if (ofResource.Behind is not null) return limit is null ? Verdict.Allow(ofResource.Behind, boundary.Allow, session.Allow) : Verdict.Lack(limit);
            var isDelegated = resource.Policy is not { MustDelegate: true } || ofResource.Account is not null;
            if (!isDelegated) return Verdict.Lack(ResourceType);
            if (!isAllowedByIdentity) return Verdict.Lack(PolicyType.Identity);
            return limit is null ? Verdict.Allow(identity.Allow, resource.Policy is { MustDelegate: true } ? ofResource.Account : null, boundary.Allow, session.Allow) : Verdict.Lack(limit);
        }

        // Both accounts must allow: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_evaluation-logic-cross-account.html
        if (!isAllowedByIdentity) return Verdict.Lack(PolicyType.Identity);
        if (limit is not null) return Verdict.Lack(limit);
        return (ofResource.Direct ?? ofResource.Behind ?? ofResource.Account) is { } granted ? Verdict.Allow(identity.Allow, granted, boundary.Allow, session.Allow) : Verdict.Lack(ResourceType);
    }

    // The boundary or session policy that lets the request not pass. A federated user has nothing without a session policy.
    private PolicyType? LimitOf(Findings boundary, Findings session)
    {
        if (policies.Boundary is not null && boundary.Allow is null) return PolicyType.PermissionsBoundary;
        return (policies.Session.Count > 0 || _principal is FederatedUser) && session.Allow is null ? PolicyType.Session : null;
    }

    private Findings Find(PolicyType type, IReadOnlyList<Policy> from)
    {
        Hit? allow = null;
        foreach (var policy in from)
        {
            foreach (var statement in policy.StatementsOf(Service))
            {
                if ((!statement.IsDeny && allow is not null) || !statement.Applies(request.Action, resource.Arn, _context)) continue;
                var hit = Hit.Of(type, policy, statement);
                if (statement.IsDeny) return new Findings(hit, allow);
                allow = hit;
            }
        }

        return new Findings(null, allow);
    }

    private ResourceFindings FindInResource()
    {
        var findings = new ResourceFindings();
        foreach (var grant in resource.Grants)
        {
            if (grant.Match(_principal, request.Action, _context) is var match && match != PrincipalMatch.None) findings.AddAllow(match, Hit.Of(grant));
        }

        if (resource.Policy?.Policy is not { } policy) return findings;
        foreach (var statement in policy.StatementsOf(Service))
        {
            var match = statement.Match(_principal, policies.Boundary is not null);
            if (match == PrincipalMatch.None || (!statement.IsDeny && findings.Has(match)) || !statement.Applies(request.Action, resource.Arn, _context)) continue;
            var hit = Hit.Of(ResourceType, policy, statement);
            if (statement.IsDeny) findings.AddDeny(hit);
            else findings.AddAllow(match, hit);
        }

        return findings;
    }

    private ReadOnlySpan<char> Service => request.Action.AsSpan(0, Math.Max(0, request.Action.IndexOf(':', StringComparison.Ordinal)));
}
