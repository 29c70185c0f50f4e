using Notejam.AccessControl.Conditions;
using Notejam.AccessControl.Matching;
using Notejam.AccessControl.Policies;
using Notejam.AccessControl.Requests;

namespace Notejam.AccessControl.Decisions;

/// <summary>A statement that is ready to be held against requests.</summary>
internal sealed class Statement
{
    private readonly ActionPattern[] _actions;
    private readonly ResourcePattern[] _resources;
    private readonly Condition[] _conditions;
    private readonly PrincipalPattern[] _principals;
    private readonly bool _isAboutOtherActions;
    private readonly bool _isAboutOtherResources;
    private readonly bool _isOfOthers;

    public Statement(PolicyStatement written, bool hasVariables)
    {
        Written = written;
        _actions = [.. (written.Actions?.Values ?? []).Select(value => new ActionPattern(value))];
        _resources = [.. (written.Resources?.Values ?? ["*"]).Select(value => new ResourcePattern(value, hasVariables, written.Principals is null))];
        _conditions = [.. written.Conditions.Select(condition => new Condition(condition, hasVariables))];
        _principals = [.. (written.Principals?.Principals ?? []).Select(principal => new PrincipalPattern(principal))];
        _isAboutOtherActions = written.Actions is { IsNegated: true };
        _isAboutOtherResources = written.Resources is { IsNegated: true };
        _isOfOthers = written.Principals is { IsNegated: true };
        Services = _isAboutOtherActions || _actions.Any(action => action.Service is null) ? null : [.. _actions.Select(action => action.Service!).Distinct(StringComparer.OrdinalIgnoreCase)];
    }

    public PolicyStatement Written { get; }

    /// <summary>The services that it can be about; null for any.</summary>
    public IReadOnlyList<string>? Services { get; }

    public bool IsDeny => Written.Effect == PolicyEffect.Deny;

    /// <summary>Whether it applies to a request, whoever sends it.</summary>
    public bool Applies(string action, string resource, RequestContext context) =>
        IsAbout(action) && IsAboutResource(resource, context) && Holds(context);

    /// <summary>How it means a principal.</summary>
    public PrincipalMatch Match(Principal principal, bool hasBoundary)
    {
        // "The NotPrincipal element with a Deny effect will always deny any IAM principal that has a permissions boundary policy
        // attached, regardless of the values": https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html
        if (_isOfOthers && IsDeny && hasBoundary) return PrincipalMatch.Direct;
        var nearest = PrincipalMatch.None;
        foreach (var pattern in _principals)
        {
            if (pattern.Match(principal) is var match && match > nearest) nearest = match;
        }

        return !_isOfOthers ? nearest : nearest == PrincipalMatch.None ? PrincipalMatch.Direct : PrincipalMatch.None;
    }

    private bool IsAbout(string action)
    {
        foreach (var pattern in _actions)
        {
            if (pattern.Matches(action)) return !_isAboutOtherActions;
        }

        return _isAboutOtherActions;
    }

    private bool IsAboutResource(string resource, RequestContext context)
    {
        foreach (var pattern in _resources)
        {
            if (pattern.Matches(resource, context)) return !_isAboutOtherResources;
        }

        return _isAboutOtherResources;
    }

    private bool Holds(RequestContext context)
    {
        foreach (var condition in _conditions)
        {
            if (!condition.Holds(context)) return false;
        }

        return true;
    }
}
