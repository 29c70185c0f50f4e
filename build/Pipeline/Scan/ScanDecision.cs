using Notejam.Pipeline.Records;

namespace Notejam.Pipeline.Scan;

/// <summary>What follows from a scan as it is now.</summary>
public abstract record ScanDecision
{
    private ScanDecision()
    {
    }

    /// <summary>There are no results yet: look again.</summary>
    /// <param name="Reason">What is missing, for when it never comes.</param>
    public sealed record Wait(string Reason) : ScanDecision;

    /// <summary>There is no scan: start one where that is possible.</summary>
    public sealed record Start : ScanDecision;

    /// <summary>The results are whole.</summary>
    public sealed record Decided(ScanVerdict Verdict) : ScanDecision;

    /// <summary>There will be no results, or they cannot be trusted.</summary>
    public sealed record Refuse(string Cause, string Remedy) : ScanDecision;
}
