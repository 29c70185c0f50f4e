namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>A published weakness of a package.</summary>
public sealed record Advisory
{
    /// <summary>The CVE, or another id.</summary>
    public required string Name { get; init; }

    /// <summary>Where the package comes from.</summary>
    public required Ecosystem Ecosystem { get; init; }

    /// <summary>The package; on Debian the source package, which stands for all that are built of it, or one of these.</summary>
    public required string Package { get; init; }

    /// <summary>The first version that has it; all before the fix when null.</summary>
    public string? Introduced { get; init; }

    /// <summary>The first version without it; null when there is none.</summary>
    public string? Fixed { get; init; }

    /// <summary>CRITICAL, HIGH, MEDIUM, LOW, INFORMATIONAL or UNDEFINED.</summary>
    public required string Severity { get; init; }

    /// <summary>What it is, in a sentence.</summary>
    public string Description { get; init; } = "";

    /// <summary>Where more is written.</summary>
    public string? Uri { get; init; }

    /// <summary>Whether a package of an image has it.</summary>
    public bool Affects(Package package)
    {
        ArgumentNullException.ThrowIfNull(package);
        if (package.Ecosystem != Ecosystem || !(Is(package.SourceName) || Is(package.Name))) return false;
        var order = VersionOrders.For(Ecosystem);
        return (Introduced is null || order.Compare(package.Version, Introduced) >= 0) && (Fixed is null || order.Compare(package.Version, Fixed) < 0);
    }

    private bool Is(string name) => string.Equals(name, Package, StringComparison.OrdinalIgnoreCase);
}
