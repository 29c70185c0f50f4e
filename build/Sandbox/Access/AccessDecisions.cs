using System.Globalization;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Sts.Callers;

namespace Notejam.Sandbox.Access;

/// <summary>Decides whether somebody may do something, and keeps the decision in the journal.</summary>
internal sealed class AccessDecisions(ResourceDirectory resources, AccessJournal journal, TimeProvider time)
{
    /// <summary>Decides a need.</summary>
    /// <param name="keys">The condition keys of the request, besides the caller's and the need's.</param>
    /// <param name="origin">What asked: the operation of a request, or the name of a service's call.</param>
    public async Task<AccessDecision> DecideAsync(Caller caller, AccessNeed need, string region, RequestContext keys, string origin, CancellationToken cancellationToken)
    {
        var found = new List<RequestedResource>(need.Resources.Count);
        foreach (var name in need.Resources) found.Add(await resources.FindAsync(caller, need.Action, name, region, cancellationToken));
        var context = RequestContext.Of(need.Keys).Over(keys).Over(caller.Keys).Over(Environment(region, need.Action));
        var decision = AccessEvaluator.Decide(new AccessRequest(caller.Principal, need.Action, found, context), caller.Policies);
        journal.Note(decision, [.. found.Select(resource => resource.Arn)], region, origin);
        return decision;
    }

    // What every request has: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html. The sandbox has
    // no TLS; a client of AWS always does.
    private RequestContext Environment(string region, string action)
    {
        var now = time.GetUtcNow();
        var keys = new List<(string, string)>
        {
            ("aws:RequestedRegion", region),
            ("aws:SecureTransport", "true"),
            ("aws:CurrentTime", now.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture)),
            ("aws:EpochTime", now.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture)),
            ("aws:ResourceAccount", SandboxOptions.AccountId),
            ("aws:ViaAWSService", "false"),
        };
        if (action.StartsWith("kms:", StringComparison.Ordinal)) keys.Add(("kms:CallerAccount", SandboxOptions.AccountId));
        return RequestContext.Of(keys);
    }
}
