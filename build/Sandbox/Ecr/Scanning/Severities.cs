namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>ECR's severities.</summary>
public static class Severities
{
    /// <summary>All, worst first.</summary>
    public static IReadOnlyList<string> All { get; } = ["CRITICAL", "HIGH", "MEDIUM", "LOW", "INFORMATIONAL", "UNDEFINED"];

    /// <summary>0 for the worst.</summary>
    public static int RankOf(string severity)
    {
        var rank = All.ToList().IndexOf(severity);
        return rank < 0 ? All.Count : rank;
    }
}
