using System.Globalization;
using System.Xml.Linq;

namespace Notejam.Sandbox.Gateway;

/// <summary>Elements of the query protocol's answers.</summary>
internal static class AwsXml
{
    /// <summary>An element with a value, or nothing when there is none.</summary>
    public static XElement? Value(string name, object? value) => value switch
    {
        null => null,
        bool truth => new XElement(name, truth ? "true" : "false"),
        DateTimeOffset moment => new XElement(name, AwsResponse.Iso(moment)),
        IFormattable number => new XElement(name, number.ToString(null, CultureInfo.InvariantCulture)),
        _ => new XElement(name, value),
    };

    /// <summary>A list: an element a member. Empty lists are written too: clients tell them from absent ones.</summary>
    public static XElement List<T>(string name, IEnumerable<T> members, Func<T, XElement?> member) => new(name, members.Select(member));

    /// <summary>Tags as <c>Tag</c> elements.</summary>
    public static XElement Tags(string name, IEnumerable<KeyValuePair<string, string>> tags) =>
        List(name, tags, tag => new XElement("Tag", new XElement("Key", tag.Key), new XElement("Value", tag.Value)));
}
