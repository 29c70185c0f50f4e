using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Scans in the shape that they have where Amazon Inspector makes them (ENHANCED).</summary>
internal static class EnhancedScans
{
    // Inspector's word for what ECR calls UNDEFINED (botocore inspector2 Severity).
    private const string Untriaged = "UNTRIAGED";

    /// <summary>The state. It promises results before there are any: ACTIVE where images are scanned again and again (aws/aws-cli#6759), else COMPLETE (aws/aws-sdk#289).</summary>
    public static JsonObject Status(ImageScan scan, bool isContinuous) => scan.Status == "FAILED" ? ScanOperations.Status(scan) : isContinuous
        ? new() { ["status"] = "ACTIVE", ["description"] = "Continuous scan is selected for image." }
        : new() { ["status"] = "COMPLETE", ["description"] = "The scan was completed successfully." };

    /// <summary>What stands in the place of findings as long as there are no results.</summary>
    public static JsonObject NoFindings() => new() { ["findings"] = new JsonArray() };

    /// <summary>When the scan was completed, and its findings by severity.</summary>
    public static JsonObject Summary(ImageScan scan)
    {
        var summary = ScanOperations.Summary(scan);
        if (summary["findingSeverityCounts"] is JsonObject counts && counts["UNDEFINED"]?.GetValue<int>() is { } count)
        {
            counts.Remove("UNDEFINED");
            counts[Untriaged] = count;
        }

        return summary;
    }

    /// <summary>A finding.</summary>
    public static JsonObject Finding(Finding finding, string repositoryArn, ImageScan scan)
    {
        var package = new JsonObject { ["name"] = finding.Package, ["version"] = finding.Version, ["packageManager"] = "OS", ["fixedInVersion"] = finding.FixedVersion ?? "NotAvailable" };
        return new JsonObject
        {
            ["awsAccountId"] = SandboxOptions.AccountId,
            ["findingArn"] = $"{repositoryArn.Replace(":ecr:", ":inspector2:", StringComparison.Ordinal).Split(":repository/")[0]}:finding/{finding.Name}-{finding.Package}",
            ["title"] = $"{finding.Name} - {finding.Package}",
            ["description"] = finding.Description,
            ["type"] = "PACKAGE_VULNERABILITY",
            ["severity"] = finding.Severity == "UNDEFINED" ? Untriaged : finding.Severity,
            ["status"] = "ACTIVE",
            ["fixAvailable"] = finding.FixedVersion is null ? "NO" : "YES",
            ["firstObservedAt"] = AwsResponse.Epoch(scan.CompletedAt!.Value),
            ["lastObservedAt"] = AwsResponse.Epoch(scan.CompletedAt!.Value),
            ["packageVulnerabilityDetails"] = new JsonObject
            {
                ["vulnerabilityId"] = finding.Name, ["sourceUrl"] = finding.Uri, ["vulnerablePackages"] = new JsonArray(package),
            },
        };
    }
}
