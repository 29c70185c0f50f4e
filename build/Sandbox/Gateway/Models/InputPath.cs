using System.Globalization;

namespace Notejam.Sandbox.Gateway.Models;

/// <summary>Places in an input as AWS's messages write them: <c>tags.1.member.tagKey</c>.</summary>
internal static class InputPath
{
    /// <summary>A member of a structure.</summary>
    public static string Member(string path, string name) => Join(path, char.ToLowerInvariant(name[0]) + name[1..]);

    /// <summary>An element of a list, counted from one.</summary>
    /// <param name="path">The list.</param>
    /// <param name="index">From zero.</param>
    public static string Element(string path, int index) => Join(path, (index + 1).ToString(CultureInfo.InvariantCulture) + ".member");

    /// <summary>A value of a map.</summary>
    public static string Entry(string path, string key) => Join(path, key + ".member");

    private static string Join(string path, string name) => path.Length == 0 ? name : $"{path}.{name}";
}
