namespace Notejam.Machine.Environments;

/// <summary>A shared configuration or credentials file, as far as it says where AWS is.</summary>
/// <remarks>The format: https://docs.aws.amazon.com/sdkref/latest/guide/file-format.html. Names of sections and settings are case-sensitive, as in the SDKs.</remarks>
internal sealed class AwsProfileFile
{
    private const string Endpoint = "endpoint_url";

    // By the words of the section's header, "default", "profile name", "services name"; a setting below another has both names, with a dot.
    private readonly Dictionary<string, Dictionary<string, string>> _sections = new(StringComparer.Ordinal);

    private AwsProfileFile()
    {
    }

    /// <summary>Reads a file's text; what is not understood is passed over.</summary>
    public static AwsProfileFile Parse(string text)
    {
        var file = new AwsProfileFile();
        Dictionary<string, string>? section = null;
        var above = "";
        foreach (var line in text.Split('\n').Select(line => line.TrimEnd()))
        {
            var content = line.TrimStart();
            if (content.Length == 0 || content[0] is '#' or ';') continue;
            if (content[0] == '[')
            {
                var header = string.Join(' ', content.Trim('[', ']').Split((char[])[' ', '\t', '"', '\''], StringSplitOptions.RemoveEmptyEntries));
                file._sections[header] = section = file._sections.GetValueOrDefault(header) ?? new(StringComparer.Ordinal);
                above = "";
                continue;
            }

            if (section is null || content.Split('=', 2) is not [var name, var value]) continue;
            var isBelow = char.IsWhiteSpace(line[0]) && above.Length > 0;
            if (!isBelow) above = name.Trim();
            section[isBelow ? $"{above}.{name.Trim()}" : above] = value.Split(" #")[0].Split(" ;")[0].Trim();
        }

        return file;
    }

    /// <summary>The settings of a profile; none when there is no such profile. A credentials file leaves the word "profile" out.</summary>
    public IReadOnlyDictionary<string, string> Profile(string name) =>
        _sections.GetValueOrDefault($"profile {name}") ?? _sections.GetValueOrDefault(name) ?? [];

    /// <summary>The endpoints that a profile's settings name: its own, and those of the services section that it refers to.</summary>
    public IEnumerable<(string Setting, string Url)> Endpoints(IReadOnlyDictionary<string, string> profile)
    {
        foreach (var (name, value) in profile.Where(setting => IsEndpoint(setting.Key) && setting.Value.Length > 0)) yield return (name, value);
        if (!profile.TryGetValue("services", out var services) || !_sections.TryGetValue($"services {services}", out var section)) yield break;
        foreach (var (name, value) in section.Where(setting => IsEndpoint(setting.Key) && setting.Value.Length > 0)) yield return (name, value);
    }

    private static bool IsEndpoint(string name) => name == Endpoint || name.EndsWith("." + Endpoint, StringComparison.Ordinal);
}
