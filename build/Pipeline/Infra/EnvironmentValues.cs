using System.Text.RegularExpressions;
using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Infra;

/// <summary>An environment's values: <c>infra/environments/&lt;name&gt;.tfvars</c>, of which the pipeline itself needs a few before any stack stands.</summary>
public sealed partial class EnvironmentValues
{
    // What is the same in every stack of an environment, and what besides is the same in both regions.
    private static readonly string[] OfAllStacks = ["alert_emails", "permissions_boundary_name"];
    private static readonly string[] OfBothRegions = ["domain_name", "zone_id", "mail_host", "mail_port", "mail_encryption", "mail_from"];

    private readonly IReadOnlyDictionary<string, string> _texts;

    private EnvironmentValues(IReadOnlyDictionary<string, string> texts) => _texts = texts;

    /// <summary>Where the environment is served from; null when the values do not say.</summary>
    public string? PrimaryRegion => _texts.GetValueOrDefault("primary_region");

    /// <summary>Where it is restored when the primary region is lost; null when the values do not say.</summary>
    public string? ReplicaRegion => _texts.GetValueOrDefault("replica_region");

    /// <summary>The arguments that give the disaster-recovery region's stack what it shares with the primary region's; none without it.</summary>
    public string[] RecoveryArguments => ArgumentsOf([.. OfBothRegions, .. OfAllStacks]);

    /// <summary>The same for the stack of backups.</summary>
    public string[] BackupArguments => ArgumentsOf(OfAllStacks);

    /// <summary>The file of an environment.</summary>
    public static string PathOf(string root, string environment) => Path.Combine(root, "infra", "environments", environment + ".tfvars");

    /// <summary>The argument that gives a stack besides the region's its own values of an environment: <c>infra/environments/&lt;stack&gt;/&lt;name&gt;.tfvars</c>, if there are any.</summary>
    public static string[] FileArguments(string root, string stack, string environment)
    {
        var file = Path.Combine(root, "infra", "environments", stack, environment + ".tfvars");
        return File.Exists(file) ? [$"-var-file={file}"] : [];
    }

    /// <summary>Reads an environment's values.</summary>
    /// <exception cref="PipelineException">There are none.</exception>
    public static EnvironmentValues Read(string root, string environment)
    {
        var file = PathOf(root, environment);
        if (File.Exists(file)) return Parse(File.ReadAllText(file));
        var known = Directory.EnumerateFiles(Path.GetDirectoryName(file)!, "*.tfvars").Select(Path.GetFileNameWithoutExtension).Order();
        throw new RequestException($"There is no environment '{environment}': {file} does not exist.", $"Write one of {string.Join(", ", known)}, or add the file.");
    }

    /// <summary>Reads the texts, whole numbers and lists out of a file of values; what is none of these, Terraform reads.</summary>
    public static EnvironmentValues Parse(string values) =>
        new(Assignment().Matches(values).GroupBy(match => match.Groups["name"].Value).ToDictionary(group => group.Key, group => group.Last().Groups["text"].Value));

    private string[] ArgumentsOf(IEnumerable<string> names) => [.. names.Where(_texts.ContainsKey).Select(name => $"-var={name}={_texts[name]}")];

    [GeneratedRegex("""^\s*(?<name>[a-z_]+)\s*=\s*(?:"(?<text>[^"\n]*)"|(?<text>[0-9]+)|(?<text>\[(?:[^\]"]|"[^"\n]*")*\]))\s*(?:#.*)?$""", RegexOptions.Multiline)]
    private static partial Regex Assignment();
}
