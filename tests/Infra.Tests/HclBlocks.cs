using System.Text.RegularExpressions;

namespace Notejam.Infra.Tests;

/// <summary>Top-level blocks of formatted Terraform text: enough of HCL for what <c>terraform fmt</c> has laid out.</summary>
internal static partial class HclBlocks
{
    /// <summary>The blocks of a kind, by their (last) label.</summary>
    public static IReadOnlyDictionary<string, string> Of(string text, string kind) =>
        Block().Matches(text).Where(match => match.Groups["kind"].Value == kind)
            .ToDictionary(match => match.Groups["label"].Value, match => match.Groups["body"].Value);

    /// <summary>The names that a file of values assigns.</summary>
    public static IReadOnlyList<string> AssignedNames(string values) =>
        [.. Assignment().Matches(values).Select(match => match.Groups["name"].Value)];

    [GeneratedRegex("""^(?<kind>[a-z_]+)(?: "[^"\n]+")*? "(?<label>[^"\n]+)" \{\n(?<body>.*?)^\}""", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Block();

    [GeneratedRegex("^(?<name>[a-z_]+) *= ", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
