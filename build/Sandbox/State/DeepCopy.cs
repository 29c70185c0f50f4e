using System.Collections;
using System.Collections.Concurrent;
using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Xml.Linq;

namespace Notejam.Sandbox.State;

/// <summary>
/// Copies what a look at a store found, with all that it refers to: state is plain data (values, lists, dictionaries, JSON), and
/// a copy shares nothing with it that can change.
/// </summary>
internal static class DeepCopy
{
    private static readonly ConcurrentDictionary<Type, FieldInfo[]> Fields = new();
    private static readonly ConcurrentDictionary<Type, bool> Immutable = new();
    private static readonly MethodInfo Shallow = typeof(object).GetMethod("MemberwiseClone", BindingFlags.Instance | BindingFlags.NonPublic)!;

    /// <summary>A copy.</summary>
    /// <exception cref="InvalidOperationException">
    /// The value is a query that has not run: it would read the state later, outside the lock.
    /// </exception>
    public static T Of<T>(T value) => value is null || IsImmutable(typeof(T)) ? value : (T)Copy(value, new Dictionary<object, object>(ReferenceEqualityComparer.Instance))!;

    private static object? Copy(object? value, Dictionary<object, object> made)
    {
        if (value is null) return null;
        var type = value.GetType();
        if (IsImmutable(type)) return value;
        if (made.TryGetValue(value, out var known)) return known;
        if (value is JsonNode node) return made[value] = node.DeepClone();
        if (value is Array array) return CopyArray(array, made);
        if (IsQuery(value, type)) throw new InvalidOperationException($"A look at a store returned the query {type}; it must return what the query finds.");
        var copy = Shallow.Invoke(value, null)!;
        if (!type.IsValueType) made[value] = copy;
        foreach (var field in Fields.GetOrAdd(type, Changing)) field.SetValue(copy, Copy(field.GetValue(value), made));
        return copy;
    }

    private static Array CopyArray(Array array, Dictionary<object, object> made)
    {
        var copy = (Array)array.Clone();
        made[array] = copy;
        if (array.Rank != 1 || IsImmutable(array.GetType().GetElementType()!)) return copy;
        for (var index = 0; index < copy.Length; index++) copy.SetValue(Copy(array.GetValue(index), made), index);
        return copy;
    }

    // Fields whose values can change: the others are copied with the object.
    private static FieldInfo[] Changing(Type type)
    {
        var found = new List<FieldInfo>();
        for (var each = type; each is not null && each != typeof(object) && each != typeof(ValueType); each = each.BaseType)
            found.AddRange(each.GetFields(BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly));
        return [.. found.Where(field => !IsImmutable(field.FieldType))];
    }

    private static bool IsQuery(object value, Type type) => value is IEnumerable && (type.Namespace == "System.Linq" || !IsCollection(type));

    private static bool IsCollection(Type type) => typeof(ICollection).IsAssignableFrom(type)
        || type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() is var definition
            && (definition == typeof(ICollection<>) || definition == typeof(IReadOnlyCollection<>)));

    private static bool IsImmutable(Type type) => Immutable.GetOrAdd(type, Judge);

    private static bool Judge(Type type)
    {
        if (Nullable.GetUnderlyingType(type) is { } underlying) return Judge(underlying);
        return type.IsPrimitive || type.IsEnum || type.IsPointer || type == typeof(string) || type == typeof(decimal) || type == typeof(DateTimeOffset)
            || type == typeof(DateTime) || type == typeof(DateOnly) || type == typeof(TimeOnly) || type == typeof(TimeSpan) || type == typeof(Guid)
            || type == typeof(Uri) || type == typeof(Version) || type == typeof(JsonElement)
            || typeof(Type).IsAssignableFrom(type) || typeof(Delegate).IsAssignableFrom(type) || typeof(XObject).IsAssignableFrom(type) || typeof(XName).IsAssignableFrom(type)
            || IsComparer(type);
    }

    private static bool IsComparer(Type type) => typeof(IEqualityComparer).IsAssignableFrom(type) || typeof(IComparer).IsAssignableFrom(type)
        || (type.IsGenericType && type.GetGenericTypeDefinition() is var definition && (definition == typeof(IEqualityComparer<>) || definition == typeof(IComparer<>)))
        || type.GetInterfaces().Any(each => each.IsGenericType && each.GetGenericTypeDefinition() is var own && (own == typeof(IEqualityComparer<>) || own == typeof(IComparer<>)));
}
