namespace Nuke.Common;

/// <summary>A parameter whose value in a parameters file is encrypted.</summary>
[AttributeUsage(AttributeTargets.Property | AttributeTargets.Field | AttributeTargets.Parameter)]
public class SecretAttribute : Attribute;
