using Notejam.AccessControl.Requests;

namespace Notejam.Sandbox.Gateway.Access;

/// <summary>An action that a request needs on some resources, all of them.</summary>
/// <param name="Action">As policies write it: <c>ecs:RunTask</c>.</param>
/// <param name="Resources">Their ARNs; <c>*</c> alone where the action knows no resource.</param>
public sealed record AccessNeed(string Action, IReadOnlyList<string> Resources)
{
    /// <summary>One about one resource.</summary>
    public AccessNeed(string action, string resource) : this(action, [resource])
    {
    }

    /// <summary>The condition keys that this action has besides those that every request has.</summary>
    public IReadOnlyList<KeyValuePair<string, ContextValue>> Keys { get; init; } = [];

    /// <summary>Adds a key of one value.</summary>
    public AccessNeed With(string key, string? value) => value is null ? this : this with { Keys = [.. Keys, KeyValuePair.Create(key, ContextValue.Of(value))] };

    /// <summary>Adds a key that can have several values.</summary>
    public AccessNeed With(string key, IReadOnlyList<string> values) => this with { Keys = [.. Keys, KeyValuePair.Create(key, ContextValue.Of(values))] };
}
