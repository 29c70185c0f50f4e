using System.Collections;
using System.Globalization;
using System.Reflection;
using Amazon.Runtime;
using Amazon.Runtime.Documents;

namespace Notejam.Polyfills.Aws.Tests.Wire;

/// <summary>A response or exception as plain values: what it declares itself, without what is null.</summary>
internal static class ObjectDump
{
    public static object? Of(object? value) => value switch
    {
        null or Document => null,
        string or int or long or float or double or bool => value,
        ConstantClass constant => constant.Value,
        DateTime time => time.ToString("O", CultureInfo.InvariantCulture),
        MemoryStream stream => Convert.ToBase64String(stream.ToArray()),
        IDictionary map => map.Keys.Cast<string>().ToDictionary(key => key, key => Of(map[key])),
        IEnumerable list => list.Cast<object?>().Select(Of).ToList(),
        _ => Members(value),
    };

    private static Dictionary<string, object?> Members(object value) => value.GetType()
        .GetProperties(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Select(property => (property.Name, Value: Of(property.GetValue(value))))
        .Where(member => member.Value is not null)
        .ToDictionary(member => member.Name, member => member.Value);
}
