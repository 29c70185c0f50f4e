using System;
using System.Text;

namespace Notejam.Polyfills.Aws.Generator;

/// <summary>How names of the service model become names of AWSSDK v4.</summary>
internal static class Naming
{
    /// <summary>A class or property: only the first letter is raised (DBInstance, TaskArns).</summary>
    public static string Pascal(string name) =>
        name.Length == 0 ? name : char.ToUpperInvariant(name[0]) + name.Substring(1);

    /// <summary>An exception's class: "Fault" is dropped, "Exception" is appended unless it is there.</summary>
    public static string Exception(string shape)
    {
        var name = Pascal(shape);
        if (name.EndsWith("Exception", StringComparison.Ordinal)) return name;
        if (name.EndsWith("Fault", StringComparison.Ordinal)) name = name.Substring(0, name.Length - "Fault".Length);
        return name + "Exception";
    }

    /// <summary>
    /// An enum's constant: anything but letters, digits and underscores breaks words; each word's first letter
    /// is raised, the rest kept.
    /// </summary>
    public static string Constant(string value)
    {
        var name = new StringBuilder();
        var startsWord = true;
        foreach (var character in value)
        {
            var isWordCharacter = character < 128 && (char.IsLetterOrDigit(character) || character == '_');
            if (isWordCharacter) name.Append(startsWord ? char.ToUpperInvariant(character) : character);
            startsWord = !isWordCharacter;
        }

        if (name.Length == 0 || char.IsDigit(name[0])) name.Insert(0, '_');
        return name.ToString();
    }

    /// <summary>A C# string literal.</summary>
    public static string Literal(string text) =>
        "\"" + text.Replace("\\", "\\\\").Replace("\"", "\\\"").Replace("\n", "\\n").Replace("\r", "\\r") + "\"";
}
