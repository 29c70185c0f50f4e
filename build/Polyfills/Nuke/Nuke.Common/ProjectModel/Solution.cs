using System.ComponentModel;
using System.Globalization;
using Nuke.Common.IO;

namespace Nuke.Common.ProjectModel;

/// <summary>A solution file.</summary>
[TypeConverter(typeof(TypeConverter))]
public class Solution : IAbsolutePathHolder
{
    internal Solution(AbsolutePath path) => Path = path;

    public AbsolutePath Path { get; }

    public string Name => Path.NameWithoutExtension;

    public string FileName => Path.Name;

    public AbsolutePath Directory => Path.Parent;

    public static implicit operator string(Solution solution) => solution.Path;

    public static implicit operator AbsolutePath(Solution solution) => solution.Path;

    public override string ToString() => Path;

    /// <summary>A relative path counts from the working directory.</summary>
    private sealed class TypeConverter : System.ComponentModel.TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value)
        {
            var path = (AbsolutePath)new AbsolutePath.TypeConverter().ConvertFrom(context, culture, value);
            Assert.FileExists(path);
            return new Solution(path);
        }
    }
}
