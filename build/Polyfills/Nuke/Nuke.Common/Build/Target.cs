using Nuke.Common.Execution;

namespace Nuke.Common;

/// <summary>Defines a target: what it does and how it stands to others.</summary>
public delegate ITargetDefinition Target(ITargetDefinition definition);

/// <summary>Questions about sets of targets.</summary>
public static class ExecutableTargetExtensions
{
    /// <summary>Whether the set has the target that the property defines.</summary>
    public static bool Contains(this IEnumerable<ExecutableTarget> targets, Target target) =>
        targets.Any(x => x.Factory.Equals(target));
}
