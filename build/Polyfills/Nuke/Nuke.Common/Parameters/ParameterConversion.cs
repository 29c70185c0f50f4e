using System.ComponentModel;
using System.Globalization;
using Nuke.Common.IO;
using Nuke.Common.Tooling;
using Nuke.Common.Utilities;

namespace Nuke.Common;

/// <summary>From text to a parameter's type.</summary>
internal static class ParameterConversion
{
    public static object ConvertNamed(string what, IReadOnlyList<string> values, Type type, bool booleanDefault)
    {
        try
        {
            return Convert(values, type, booleanDefault);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Assert.Fail($"Resolving {what} failed.{Environment.NewLine}{exception.Message}");
            return null;
        }
    }

    /// <param name="booleanDefault">What a boolean without a value is.</param>
    public static object Convert(IReadOnlyList<string> values, Type type, bool booleanDefault)
    {
        if (type.IsArray)
        {
            var element = type.GetElementType();
            var array = Array.CreateInstance(element, values.Count);
            for (var i = 0; i < values.Count; i++)
                array.SetValue(Convert(values[i], element), i);
            return array;
        }

        if (values.Count == 0)
            return type == typeof(bool) || type == typeof(bool?) ? booleanDefault : null;

        if (values.Count > 1)
        {
            Assert.Fail(
                $"Value [ {values.JoinCommaSpace()} ] cannot be assigned to '{type.GetDisplayName()}'");
        }

        return Convert(values[0], type);
    }

    private static object Convert(string value, Type type)
    {
        try
        {
            return ConvertScalar(value, type);
        }
        catch (Exception exception) when (exception is not OutOfMemoryException)
        {
            Assert.Fail($"Value '{value}' could not be converted to '{type.GetDisplayName()}'", exception);
            return null;
        }
    }

    // The usual types go past TypeDescriptor, whose first use costs more than all else in a short build.
    private static object ConvertScalar(string value, Type type)
    {
        if (type == typeof(string) || type == typeof(object))
            return value;
        if (Nullable.GetUnderlyingType(type) is { } underlying)
            return value.Length == 0 ? null : ConvertScalar(value, underlying);
        if (type.IsEnum)
            return Enum.Parse(type, value, ignoreCase: true);
        if (type == typeof(bool))
            return bool.Parse(value.Trim());
        if (type == typeof(int) && int.TryParse(value, NumberStyles.Integer, CultureInfo.InvariantCulture, out var number))
            return number;
        if (type == typeof(AbsolutePath))
            return PathConstruction.HasPathRoot(value) ? AbsolutePath.Create(value) : EnvironmentInfo.WorkingDirectory / value;
        if (type == typeof(Host))
            return Host.Parse(value);
        if (type.IsSubclassOf(typeof(Enumeration)))
            return Enumeration.Parse(type, value);
        return TypeDescriptor.GetConverter(type).ConvertFromInvariantString(value);
    }
}
