using System.Collections.Concurrent;
using Notejam.AccessControl.Decisions;
using Notejam.AccessControl.Requests;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Access;
using Notejam.Sandbox.Iam;
using Notejam.Sandbox.Sts.Callers;

namespace Notejam.Sandbox.Access;

/// <inheritdoc />
public sealed class ServicePermissions : IServicePermissions
{
    private readonly CallerDirectory _callers;
    private readonly IdentityDirectory _identities;
    private readonly AccessDecisions _decisions;
    private readonly ConcurrentDictionary<string, Caller> _services = new();

    internal ServicePermissions(CallerDirectory callers, IdentityDirectory identities, AccessDecisions decisions)
    {
        _callers = callers;
        _identities = identities;
        _decisions = decisions;
    }

    /// <inheritdoc />
    public async Task DemandAsync(
        ServiceCall call, string role, string session, string region, IReadOnlyList<string> resources, string? source = null, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys)
    {
        ArgumentNullException.ThrowIfNull(call);
        await DemandTrustAsync(call.Service, role, region, source, call.Name, cancellationToken);
        var caller = await _callers.OfRoleAsync(role, session, cancellationToken);
        foreach (var action in call.Actions) await DemandAsync(caller, call, action, region, resources, KeysOf(call, region, keys), cancellationToken);
    }

    /// <inheritdoc />
    public async Task DemandAsync(
        ServiceCall call, string region, IReadOnlyList<string> resources, string source, CancellationToken cancellationToken = default, params IReadOnlyList<(string Key, string Value)> keys)
    {
        ArgumentNullException.ThrowIfNull(call);
        var service = call.Service.Contains('.', StringComparison.Ordinal) ? call.Service : $"{call.Service}.{region}.amazonaws.com";
        var caller = ServiceOf(service);
        var context = call.NamesItsSource ? SourceOf(source).Over(KeysOf(call, region, keys)) : KeysOf(call, region, keys);
        foreach (var action in call.Actions) await DemandAsync(caller, call, action, region, resources, context, cancellationToken);
    }

    /// <inheritdoc />
    public async Task DemandTrustAsync(string service, string role, string region, string? source, string origin, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(role);
        var keys = source is null ? RequestContext.Empty : SourceOf(source);
        var exists = (await _identities.ReadAsync(cancellationToken)).RoleOf(role) is not null;
        var decision = await _decisions.DecideAsync(ServiceOf(service), new AccessNeed("sts:AssumeRole", role), region, keys, origin, cancellationToken);
        if (!exists || !decision.IsAllowed) throw Refusal($"{service} is not authorized to assume the role {role}");
    }

    private async Task DemandAsync(Caller caller, ServiceCall call, string action, string region, IReadOnlyList<string> resources, RequestContext keys, CancellationToken cancellationToken)
    {
        var about = Notejam.AccessControl.Reference.ServiceAuthorizationReference.Shared.FindAction(action) is { HasNoResources: true } ? ["*"] : resources;
        var decision = await _decisions.DecideAsync(caller, new AccessNeed(action, about), region, keys, call.Name, cancellationToken);
        if (!decision.IsAllowed) throw Refusal(decision.Message);
    }

    private Caller ServiceOf(string service) => _services.GetOrAdd(service, name =>
    {
        var principal = new ServicePrincipal(name);
        return new Caller(principal, PrincipalPolicies.None, PrincipalKeys.Of(principal)) { UserId = name };
    });

    private static RequestContext SourceOf(string source) => RequestContext.Of(("aws:SourceArn", source), ("aws:SourceAccount", SandboxOptions.AccountId));

    private static RequestContext KeysOf(ServiceCall call, string region, IReadOnlyList<(string Key, string Value)> keys)
    {
        var own = RequestContext.Of(keys);
        return call.Via is { } via
            ? RequestContext.Of(("kms:ViaService", $"{via}.{region}.amazonaws.com"), ("kms:GrantIsForAWSResource", "true")).Over(own)
            : own;
    }

    private static AwsException Refusal(string message) => new("AccessDeniedException", message, StatusCodes.Status403Forbidden);
}
