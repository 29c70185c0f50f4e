namespace Notejam.Pipeline.Records;

/// <summary>How bad a finding is, mildest first; the names are ECR's.</summary>
public enum Severity
{
    /// <summary>No severity was assigned.</summary>
    Undefined,

    /// <summary>For information.</summary>
    Informational,

    /// <summary>Low.</summary>
    Low,

    /// <summary>Medium.</summary>
    Medium,

    /// <summary>High.</summary>
    High,

    /// <summary>Critical.</summary>
    Critical,
}

/// <summary>A vulnerability that the registry's scan found.</summary>
/// <param name="Name">For example <c>CVE-2026-1234</c>.</param>
/// <param name="Package">Package that has it; null when the scan does not say.</param>
/// <param name="InstalledVersion">Its version in the image.</param>
/// <param name="FixedVersion">The first version without it, or null when there is none yet or the scan does not say.</param>
/// <param name="Uri">Where it is described.</param>
public sealed record Finding(string Name, Severity Severity, string? Package, string? InstalledVersion, string? FixedVersion, string? Uri);

/// <summary>The gate's decision on one digest.</summary>
public sealed record ScanVerdict
{
    /// <summary>A verdict.</summary>
    public ScanVerdict(Digest digest, Severity failOn, IReadOnlyDictionary<Severity, int> counts, IReadOnlyList<Finding> blocking)
    {
        if (counts.Values.Any(count => count < 0)) throw new ArgumentException("A count of findings is never negative.", nameof(counts));
        (Digest, FailOn, Counts, Blocking) = (digest, failOn, counts, blocking);
    }

    /// <summary>The digest scanned. A verdict says nothing of any other.</summary>
    public Digest Digest { get; }

    /// <summary>From which severity a finding blocks.</summary>
    public Severity FailOn { get; }

    /// <summary>Findings by severity, as the registry counts them.</summary>
    public IReadOnlyDictionary<Severity, int> Counts { get; }

    /// <summary>The findings that block, worst first.</summary>
    public IReadOnlyList<Finding> Blocking { get; }

    /// <summary>Whether the image may go on.</summary>
    public bool Passed => Counts.All(pair => pair.Key < FailOn || pair.Value == 0);
}
