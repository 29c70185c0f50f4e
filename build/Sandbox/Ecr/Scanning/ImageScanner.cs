using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Registry;

namespace Notejam.Sandbox.Ecr.Scanning;

/// <summary>Reads an image's layers from the store and matches the packages in them against the advisories.</summary>
public sealed class ImageScanner(ImageStore images, Advisories advisories)
{
    /// <summary>Scans an image.</summary>
    /// <returns>The findings, worst first.</returns>
    /// <exception cref="InvalidDataException">It is not an image of layers.</exception>
    public async Task<List<Finding>> ScanAsync(string region, string repository, string digest, CancellationToken cancellationToken)
    {
        var packages = await InventoryAsync(region, repository, digest, cancellationToken);
        return Match(packages, advisories.All);
    }

    /// <summary>The packages of an image.</summary>
    public async Task<IReadOnlyList<Package>> InventoryAsync(string region, string repository, string digest, CancellationToken cancellationToken)
    {
        var manifest = await images.GetManifestAsync(region, repository, digest, cancellationToken)
            ?? throw new InvalidDataException("The image's manifest is not in the image store.");
        if (manifest.Children.Count > 0) throw new InvalidDataException("UnsupportedImageError: the image is a list of images; scan those.");
        var files = new LayerFiles();
        foreach (var layer in manifest.Blobs.Skip(1))
        {
            await using var blob = await images.GetBlobAsync(region, repository, layer.Digest, cancellationToken);
            await files.AddAsync(blob, cancellationToken);
        }

        return Inventory.Read(files.Files);
    }

    /// <summary>Which of the advisories affect which of the packages, worst first.</summary>
    public static List<Finding> Match(IEnumerable<Package> packages, IReadOnlyList<Advisory> advisories) =>
        [.. packages
            .SelectMany(package => advisories.Where(advisory => advisory.Affects(package)).Select(advisory => Describe(advisory, package)))
            .OrderBy(finding => Severities.RankOf(finding.Severity)).ThenBy(finding => finding.Name, StringComparer.Ordinal).ThenBy(finding => finding.Package, StringComparer.Ordinal)];

    private static Finding Describe(Advisory advisory, Package package) => new(
        advisory.Name, advisory.Severity, advisory.Description, advisory.Uri ?? $"https://nvd.nist.gov/vuln/detail/{advisory.Name}",
        package.Name, package.Version, advisory.Fixed);
}
