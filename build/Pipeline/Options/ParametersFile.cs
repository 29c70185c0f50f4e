using System.Text.Json;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Options;

/// <summary>
/// Options in <c>.nuke/parameters.json</c> and in a profile's file beside it. NUKE takes a name only when it is spelled exactly,
/// and ignores any other without a word.
/// </summary>
public static class ParametersFile
{
    // For editors, which find in it what the file may hold.
    private const string Schema = "$schema";

    /// <summary>The file of a profile; null for the one of all.</summary>
    public static string PathOf(string root, string? profile) => Path.Combine(root, ".nuke", profile is null ? "parameters.json" : $"parameters.{profile}.json");

    /// <summary>Reads one of the files; a missing one holds nothing.</summary>
    /// <returns>The options, or the problem.</returns>
    public static (IReadOnlyList<GivenOption> Options, string? Problem) Read(string path, IReadOnlyCollection<BuildOption> options)
    {
        if (!File.Exists(path)) return ([], null);
        try
        {
            return Parse(File.ReadAllText(path), Path.Combine(".nuke", Path.GetFileName(path)), options);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return ([], $"{path} cannot be read: {exception.Message}\n  → Correct its permissions, or delete it.");
        }
    }

    /// <summary>Reads the text of such a file.</summary>
    /// <param name="file">Its name, for messages.</param>
    public static (IReadOnlyList<GivenOption> Options, string? Problem) Parse(string json, string file, IReadOnlyCollection<BuildOption> options)
    {
        try
        {
            StrictJson.RequireText(json, new JsonReaderOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true });
            using var document = JsonDocument.Parse(json, new JsonDocumentOptions { CommentHandling = JsonCommentHandling.Skip, AllowTrailingCommas = true, AllowDuplicateProperties = false });
            if (document.RootElement.ValueKind != JsonValueKind.Object) return ([], $"{file} is no JSON object.\n  → Write for example {{\"Region\": \"eu-central-1\"}}.");
            var known = options.ToDictionary(option => option.Member, StringComparer.Ordinal);
            var given = new List<GivenOption>();
            foreach (var property in document.RootElement.EnumerateObject().Where(property => property.Name != Schema))
            {
                if (!known.TryGetValue(property.Name, out var option))
                    return ([], $"{file}: there is no parameter '{property.Name}'.{CommandLineGuard.Suggest(property.Name, known.Values.Where(candidate => candidate.IsReadFromFiles).Select(candidate => candidate.Member))}\n  → Parameters: {string.Join(", ", known.Values.Where(candidate => candidate.IsReadFromFiles).Select(candidate => candidate.Member).Order(StringComparer.Ordinal))}.");
                if (!option.IsReadFromFiles)
                    return ([], $"{file}: {option.Member} has no effect there, since it is needed before the file is read.\n  → Write --{option.Name} {option.Rule.Example} on the command line.");
                if (FindValues(property.Value, option) is not { } values)
                    return ([], $"{file}: {option.Member} is {property.Value.GetRawText()}, and takes {Takes(option)}.\n  → For example: \"{option.Member}\": {(option.Kind == OptionKind.List ? $"[\"{option.Rule.Example}\"]" : $"\"{option.Rule.Example}\"")}");
                given.Add(new GivenOption(option, values, $"in {file}"));
            }

            return (given, null);
        }
        catch (JsonException exception)
        {
            return ([], $"{file} is no JSON: {StrictJson.Describe(exception)}\n  → Correct it, or delete it.");
        }
    }

    private static string Takes(BuildOption option) => option.Kind switch
    {
        OptionKind.Switch => "true or false",
        OptionKind.Value => "one value",
        _ => "a list of texts",
    };

    private static IReadOnlyList<string>? FindValues(JsonElement value, BuildOption option)
    {
        if (value.ValueKind != JsonValueKind.Array) return FindText(value) is { } only ? [only] : null;
        if (option.Kind != OptionKind.List) return null;
        var texts = value.EnumerateArray().Select(FindText).ToList();
        return texts.Contains(null) ? null : [.. texts.Select(text => text!)];
    }

    // A number as it is written: what it would be as a double says nothing about it.
    private static string? FindText(JsonElement value) => value.ValueKind switch
    {
        JsonValueKind.String => value.GetString(),
        JsonValueKind.Number => value.GetRawText(),
        JsonValueKind.True => "true",
        JsonValueKind.False => "false",
        _ => null,
    };
}
