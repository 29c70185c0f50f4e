namespace Notejam.AccessControl.Reference;

/// <summary>An action as the Service Authorization Reference has it.</summary>
/// <param name="Service">The service's prefix: <c>ecs</c>.</param>
/// <param name="Name">Its own name: <c>RunTask</c>.</param>
/// <param name="ResourceTypes">What it can be allowed on; none when only <c>*</c> matches.</param>
/// <param name="ConditionKeys">Keys that are present whatever the resource is.</param>
/// <param name="DependentActions">What the caller may need besides, whatever the call is about.</param>
public sealed record ActionReference(
    string Service, string Name, AccessLevel AccessLevel, IReadOnlyList<ActionResource> ResourceTypes, IReadOnlyList<string> ConditionKeys, IReadOnlyList<string> DependentActions)
{
    /// <summary>As policies write it: <c>ecs:RunTask</c>.</summary>
    public string FullName => $"{Service}:{Name}";

    /// <summary>Whether the resource of a request is always <c>*</c>, so that a policy which names an ARN does not match.</summary>
    public bool HasNoResources => ResourceTypes.Count == 0;
}

/// <summary>A resource type that an action is about.</summary>
/// <param name="Type">The name of the type within the service.</param>
/// <param name="Required">Whether every call is about such a resource; a policy must then allow it.</param>
/// <param name="ConditionKeys">Keys that are present for this resource.</param>
public sealed record ActionResource(string Type, bool Required, IReadOnlyList<string> ConditionKeys);
