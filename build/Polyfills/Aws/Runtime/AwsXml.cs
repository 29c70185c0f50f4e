using System;
using System.Collections.Generic;
using System.Linq;
using System.Xml.Linq;

namespace Notejam.Polyfills.Aws.Runtime;

/// <summary>Collections in XML. Namespaces differ by service and version, so only local names count.</summary>
internal static class AwsXml
{
    public static XElement? Child(XElement? parent, string name) =>
        parent?.Elements().FirstOrDefault(child => child.Name.LocalName == name);

    public static List<T> List<T>(XElement element, Func<XElement, T> get) => [.. element.Elements().Select(get)];

    public static Dictionary<string, T> Map<T>(XElement element, string keyName, string valueName, Func<XElement, T> get) =>
        element.Elements().ToDictionary(entry => Required(entry, keyName).Value, entry => get(Required(entry, valueName)));

    private static XElement Required(XElement entry, string name) =>
        Child(entry, name) ?? throw new FormatException($"The map entry {entry.Name.LocalName} has no {name}.");
}
