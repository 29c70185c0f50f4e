using System.Collections;
using System.Reflection;
using System.Text;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>Fills every member of a request from its type alone; Peer/samples.py makes the same values from the shape.</summary>
internal static class RequestFiller
{
    private const int MaxDepth = 4;

    // Characters that every protocol escapes in a way of its own.
    private const string Suffix = " a/b&c+d=e<f>\"g\"%ü";

    private static readonly DateTime When = new(2024, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    public static object Fill(Type request) => Structure(request, 0)!;

    private static object? Value(Type declared, string name, int depth)
    {
        var type = Nullable.GetUnderlyingType(declared) ?? declared;
        if (type == typeof(string)) return "s-" + name + Suffix;
        if (type == typeof(int)) return 7;
        if (type == typeof(long)) return 8L;
        if (type == typeof(double)) return 1.5;
        if (type == typeof(float)) return 1.5f;
        if (type == typeof(bool)) return true;
        if (type == typeof(DateTime)) return When;
        if (type == typeof(MemoryStream)) return new MemoryStream(Encoding.UTF8.GetBytes("blob"));
        if (type == typeof(Document)) return null;
        if (type.IsAssignableTo(typeof(ConstantClass))) return Activator.CreateInstance(type, "e-" + name);
        if (type.IsAssignableTo(typeof(IDictionary))) return Map(type, depth);
        if (type.IsAssignableTo(typeof(IList))) return List(type, depth);
        return Structure(type, depth);
    }

    private static IList? List(Type type, int depth)
    {
        var item = Value(type.GetGenericArguments()[0], "item", depth);
        if (item is null) return null;
        var list = (IList)Activator.CreateInstance(type)!;
        list.Add(item);
        list.Add(item);
        return list;
    }

    private static IDictionary? Map(Type type, int depth)
    {
        var value = Value(type.GetGenericArguments()[1], "value", depth);
        if (value is null) return null;
        var map = (IDictionary)Activator.CreateInstance(type)!;
        map.Add("k1", value);
        return map;
    }

    private static object? Structure(Type type, int depth)
    {
        if (depth > MaxDepth) return null;
        var structure = Activator.CreateInstance(type)!;
        foreach (var property in type.GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly))
            property.SetValue(structure, Value(property.PropertyType, property.Name, depth + 1));
        return structure;
    }
}
