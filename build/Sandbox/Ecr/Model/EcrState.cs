namespace Notejam.Sandbox.Ecr.Model;

/// <summary>All that ECR keeps, by region.</summary>
public sealed class EcrState
{
    /// <summary>Seals the registries' passwords.</summary>
    public byte[]? Key { get; set; }

    public SortedDictionary<string, EcrRegion> Regions { get; init; } = [];
}
