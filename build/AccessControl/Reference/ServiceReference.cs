using System.Collections.Frozen;

namespace Notejam.AccessControl.Reference;

/// <summary>What the Service Authorization Reference has about a service.</summary>
public sealed class ServiceReference
{
    private readonly FrozenDictionary<string, ActionReference> _actions;
    private readonly FrozenDictionary<string, ResourceTypeReference> _resourceTypes;

    internal ServiceReference(string prefix, string name, IEnumerable<ActionReference> actions, IEnumerable<ResourceTypeReference> resourceTypes, ConditionKeys conditionKeys)
    {
        Prefix = prefix;
        Name = name;
        Actions = [.. actions];
        ResourceTypes = [.. resourceTypes];
        ConditionKeys = conditionKeys;
        _actions = Actions.ToFrozenDictionary(action => action.Name, StringComparer.OrdinalIgnoreCase);
        _resourceTypes = ResourceTypes.ToFrozenDictionary(type => type.Name, StringComparer.Ordinal);
    }

    /// <summary>What stands before the colon of its actions: <c>elasticloadbalancing</c>.</summary>
    public string Prefix { get; }

    /// <summary>Its name for people.</summary>
    public string Name { get; }

    /// <summary>Its actions, by name.</summary>
    public IReadOnlyList<ActionReference> Actions { get; }

    /// <summary>Its resource types, by name.</summary>
    public IReadOnlyList<ResourceTypeReference> ResourceTypes { get; }

    /// <summary>The condition keys that its requests can have, global ones that it names included.</summary>
    public ConditionKeys ConditionKeys { get; }

    /// <summary>An action by its own name, in any case; null when there is none.</summary>
    public ActionReference? FindAction(string name) => _actions.GetValueOrDefault(name);

    /// <summary>A resource type by its name; null when there is none.</summary>
    public ResourceTypeReference? FindResourceTypeByName(string name) => _resourceTypes.GetValueOrDefault(name);

    /// <summary>The resource type of an ARN among those that an action is about; see <see cref="FindResourceType(string)" />.</summary>
    public ResourceTypeReference? FindResourceType(string arn, ActionReference action)
    {
        ArgumentNullException.ThrowIfNull(action);
        return action.ResourceTypes.Select(each => FindResourceTypeByName(each.Type)).OfType<ResourceTypeReference>()
            .Where(type => type.Matches(arn)).MaxBy(type => type.Literals);
    }

    /// <summary>The resource type of an ARN: of several formats that match it, the one that says most. Null when none does.</summary>
    public ResourceTypeReference? FindResourceType(string arn) =>
        ResourceTypes.Where(type => type.Matches(arn)).MaxBy(type => type.Literals);
}
