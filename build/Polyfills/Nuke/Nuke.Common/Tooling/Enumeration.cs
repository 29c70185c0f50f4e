using System.ComponentModel;
using System.Globalization;
using System.Reflection;

namespace Nuke.Common.Tooling;

/// <summary>A closed set of named values, each a static field of the deriving class.</summary>
public abstract class Enumeration
{
    protected string Value { get; set; }

    public static implicit operator string(Enumeration value) => value?.Value;

    public static bool operator ==(Enumeration a, Enumeration b) => Equals(a, b);

    public static bool operator !=(Enumeration a, Enumeration b) => !Equals(a, b);

    protected bool Equals(Enumeration other) => Value == other.Value;

    public override bool Equals(object obj) =>
        obj is not null && obj.GetType() == GetType() && Equals((Enumeration)obj);

    public override int GetHashCode() => Value?.GetHashCode(StringComparison.Ordinal) ?? 0;

    public override string ToString() => Value.NotNull();

    /// <summary>The field of that name, whatever its case.</summary>
    internal static object Parse(Type type, string name)
    {
        var fields = GetValueFields(type)
            .Where(x => x.Name.Equals(name, StringComparison.OrdinalIgnoreCase))
            .ToList();
        Assert.HasSingleItem(fields);
        return fields[0].GetValue(null);
    }

    internal static IEnumerable<string> GetNames(Type type) => GetValueFields(type).Select(x => x.Name);

    private static FieldInfo[] GetValueFields(Type type) =>
        type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic);

    /// <summary>Converts the name of a value.</summary>
    public class TypeConverter<T> : TypeConverter
    {
        public override bool CanConvertFrom(ITypeDescriptorContext context, Type sourceType) =>
            sourceType == typeof(string) || base.CanConvertFrom(context, sourceType);

        public override object ConvertFrom(ITypeDescriptorContext context, CultureInfo culture, object value) =>
            value is string text ? Parse(typeof(T), text) : base.ConvertFrom(context, culture, value);
    }
}
