using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Sts.Callers;
using Notejam.Sandbox.Sts.WebIdentity;

namespace Notejam.Sandbox.Access;

/// <summary>Decides every request of a client before it has any effect, as IAM does.</summary>
internal sealed class AccessGate(AwsServices services, IEnumerable<ServiceAccess> accesses, CallerDirectory callers, WebIdentityVerifier verifier, AccessDecisions decisions, IServicePermissions permissions) : IAccessGate
{
    private readonly Dictionary<string, ServiceAccess> _accesses = accesses.ToDictionary(access => access.SigningName);

    /// <inheritdoc />
    public async Task<AwsResponse?> RefusalAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        try
        {
            var caller = await CallerAsync(request, cancellationToken);
            var facts = new RequestFacts(request);
            var keys = KeysOf(facts);
            foreach (var need in await NeedsAsync(facts, cancellationToken))
            {
                var decision = await decisions.DecideAsync(caller, need, request.Region, keys, $"{request.Service}:{request.Operation}", cancellationToken);
                if (!decision.IsAllowed) return AccessRefusals.Of(request, decision, caller.Principal);
            }

            await DemandKeysAsync(facts, cancellationToken);
            return null;
        }
        catch (AwsException error)
        {
            return AccessRefusals.Of(request, error);
        }
    }

    private async Task<Caller> CallerAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        if (request.AccessKey.Length > 0) return await callers.OfAsync(request, cancellationToken);
        // Only a token says who asks for a role with one.
        var identity = await verifier.VerifyAsync(request.Query["WebIdentityToken"], cancellationToken);
        return new Caller(identity.Principal, PrincipalPolicies.None, RequestContext.Of(identity.Keys.Select(pair => (pair.Key, pair.Value)))) { UserId = identity.Subject };
    }

    private async ValueTask<IReadOnlyList<AccessNeed>> NeedsAsync(RequestFacts facts, CancellationToken cancellationToken)
    {
        if (_accesses.TryGetValue(facts.Request.Service, out var access)) return await access.NeedsOfAsync(facts, services, cancellationToken);
        // Nothing says what it is about: only who may do everything may do it.
        return [new AccessNeed($"{facts.Request.Service}:{facts.Request.Operation.Replace(' ', ':')}", "*")];
    }

    private async Task DemandKeysAsync(RequestFacts facts, CancellationToken cancellationToken)
    {
        if (!_accesses.TryGetValue(facts.Request.Service, out var access)) return;
        foreach (var demand in access.KeysOfService(facts))
        {
            try
            {
                await permissions.DemandAsync(ServiceCalls.LogsUsesKey, facts.Request.Region, [demand.Key], demand.Resource, cancellationToken, ("kms:EncryptionContext:aws:logs:arn", demand.Resource));
            }
            catch (AwsException)
            {
                throw demand.Refusal;
            }
        }
    }

    private static RequestContext KeysOf(RequestFacts facts)
    {
        var keys = new List<KeyValuePair<string, ContextValue>>();
        foreach (var (name, value) in facts.Tags()) keys.Add(KeyValuePair.Create("aws:RequestTag/" + name, ContextValue.Of(value)));
        if (facts.TagKeys() is { Count: > 0 } tags) keys.Add(KeyValuePair.Create("aws:TagKeys", ContextValue.Of(tags)));
        if (facts.Request.Headers.GetValueOrDefault("User-Agent") is { Length: > 0 } agent) keys.Add(KeyValuePair.Create("aws:UserAgent", ContextValue.Of(agent)));
        return RequestContext.Of(keys.DistinctBy(pair => pair.Key, StringComparer.OrdinalIgnoreCase));
    }
}
