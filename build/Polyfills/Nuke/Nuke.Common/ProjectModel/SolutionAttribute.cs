using System.Reflection;

namespace Nuke.Common.ProjectModel;

/// <summary>The solution at the given path below the root, or at the path that the parameter of that name holds.</summary>
public class SolutionAttribute : ParameterAttribute
{
    private readonly string _relativePath;

    public SolutionAttribute()
        : this(null)
    {
    }

    public SolutionAttribute(string relativePath)
        : base("Path to a solution file that is automatically loaded") =>
        _relativePath = relativePath;

    public override bool List { get; set; }

    public override object GetValue(MemberInfo member, object instance)
    {
        if (_relativePath is null)
            return base.GetValue(member, instance).NotNull($"No solution file defined for '{member.Name}'.");
        var path = NukeBuild.RootDirectory / _relativePath;
        Assert.True(File.Exists(path), $"The solution file '{path}' does not exist.");
        return new Solution(path);
    }
}
