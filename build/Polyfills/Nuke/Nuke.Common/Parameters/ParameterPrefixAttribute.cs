namespace Nuke.Common;

/// <summary>Goes before the names of an interface's parameters.</summary>
[AttributeUsage(AttributeTargets.Interface, AllowMultiple = false, Inherited = false)]
public class ParameterPrefixAttribute : Attribute
{
    private const string Suffix = "Prefix";

    public ParameterPrefixAttribute(string prefix) =>
        Prefix = prefix.EndsWith(Suffix, StringComparison.Ordinal) ? prefix[..^Suffix.Length] : prefix;

    public string Prefix { get; }
}
