namespace Nuke.Common;

/// <summary>A member that must have a value, whatever targets run.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class RequiredAttribute : Attribute;
