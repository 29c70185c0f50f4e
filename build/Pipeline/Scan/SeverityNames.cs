using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Scan;

/// <summary>Severities as people, ECR and Amazon Inspector write them.</summary>
internal static class SeverityNames
{
    // botocore ecr FindingSeverity, and inspector2 Severity, which calls Undefined "UNTRIAGED".
    private static readonly Dictionary<string, Severity> Known = new(StringComparer.Ordinal)
    {
        ["CRITICAL"] = Severity.Critical, ["HIGH"] = Severity.High, ["MEDIUM"] = Severity.Medium, ["LOW"] = Severity.Low,
        ["INFORMATIONAL"] = Severity.Informational, ["UNDEFINED"] = Severity.Undefined, ["UNTRIAGED"] = Severity.Undefined,
    };

    /// <summary>A severity that ECR answers; null when it is not known.</summary>
    public static Severity? Find(string name) => Known.TryGetValue(name, out var severity) ? severity : null;

    /// <summary>A severity that people write; null when it is none.</summary>
    public static Severity? FindTyped(string text)
    {
        // Enum.Parse would take a number for one.
        foreach (var severity in Enum.GetValues<Severity>())
            if (severity.ToString().Equals(text, StringComparison.OrdinalIgnoreCase)) return severity;
        return null;
    }
}
