namespace Notejam.Pipeline.Scan;

/// <summary>What ECR answers of a digest's scan, all pages of it.</summary>
public sealed record ScanObservation
{
    /// <summary>ECR knows of no scan.</summary>
    public static ScanObservation None { get; } = new();

    /// <summary>Whether ECR knows of a scan.</summary>
    public bool Exists { get; init; }

    /// <summary>One of <c>Amazon.ECR.ScanStatus</c>, or what a later ECR may say.</summary>
    public string? Status { get; init; }

    /// <summary>ECR's own words to the status.</summary>
    public string? Description { get; init; }

    /// <summary>When the scan was completed; null as long as there are no results.</summary>
    public DateTime? CompletedAt { get; init; }

    /// <summary>Findings by severity, as ECR counts them; null as long as there are no results.</summary>
    public IReadOnlyDictionary<string, int>? Counts { get; init; }

    /// <summary>The findings of all pages.</summary>
    public IReadOnlyList<ObservedFinding> Findings { get; init; } = [];

    /// <summary>Whether the pages are of one state of the scan.</summary>
    public bool Changed { get; init; }

    /// <summary>What in the answer cannot be: another digest, a page that comes again. Null when there is nothing.</summary>
    public string? Contradiction { get; init; }
}
