namespace Nuke.Common;

/// <summary>A member whose failed injection is no warning.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field)]
public class OptionalAttribute : Attribute;
