using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Scanning;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;

namespace Notejam.Sandbox.Ecr.Api;

/// <summary>Scans: begin one, read its findings in the shape of the registry's scan type.</summary>
public sealed class ScanOperations(EcrStore store, ScanJobs jobs) : IOperations
{
    /// <inheritdoc />
    public IEnumerable<Operation> Operations =>
    [
        new("StartImageScan", Start),
        new("DescribeImageScanFindings", Describe),
    ];

    /// <summary>A scan's state as the wire has it.</summary>
    public static JsonObject Status(ImageScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var status = new JsonObject { ["status"] = scan.Status };
        if (scan.Description is not null) status["description"] = scan.Description;
        return status;
    }

    /// <summary>When a scan was completed and how many findings of each severity it has.</summary>
    public static JsonObject Summary(ImageScan scan)
    {
        ArgumentNullException.ThrowIfNull(scan);
        var counts = scan.Findings.CountBy(finding => finding.Severity).Select(count => KeyValuePair.Create(count.Key, (JsonNode?)JsonValue.Create(count.Value)));
        var summary = new JsonObject { ["findingSeverityCounts"] = new JsonObject(counts) };
        if (scan.CompletedAt is { } completed) summary["imageScanCompletedAt"] = AwsResponse.Epoch(completed);
        if (scan.AdvisoriesAt is { } updated) summary["vulnerabilitySourceUpdatedAt"] = AwsResponse.Epoch(updated);
        return summary;
    }

    private AwsResponse Start(AwsRequest request)
    {
        if (IsEnhanced(request)) throw EcrErrors.BasicOnly();
        var (name, image, id) = Find(request);
        // "A basic image scan can only be started once per 24 hours on an individual image. This limit includes if an image was
        // scanned on initial push." (botocore ecr StartImageScan)
        if (image.Scan is { } last && store.Now - last.StartedAt < TimeSpan.FromHours(24)) throw EcrErrors.ScannedToday();
        jobs.Start(request.Region, name, image.Digest);
        return AwsResponse.Json(Answer(name, image, id, new ImageScan()));
    }

    private AwsResponse Describe(AwsRequest request)
    {
        var (name, image, id) = Find(request);
        if (image.Scan is not { } scan) throw EcrErrors.NoScan(name, id with { Digest = image.Digest });
        var answer = Answer(name, image, id, scan);
        var enhanced = IsEnhanced(request);
        if (enhanced)
        {
            answer["imageScanStatus"] = EnhancedScans.Status(scan, store.Read(request.Region, state => ScanningRule.Matching(state.ScanRules, name).Any(rule => rule.Frequency == "CONTINUOUS_SCAN")));
            answer["imageScanFindings"] = EnhancedScans.NoFindings();
        }

        if (scan.CompletedAt is null) return AwsResponse.Json(answer);

        var findings = enhanced ? EnhancedScans.Summary(scan) : Summary(scan);
        var key = enhanced ? "enhancedFindings" : "findings";
        var arn = request.Arn("ecr", "repository/" + name);
        var page = EcrArguments.Page(request, key, [.. scan.Findings.Select(finding => enhanced ? EnhancedScans.Finding(finding, arn, scan) : Finding(finding))]);
        findings[key] = page[key]!.DeepClone();
        answer["imageScanFindings"] = findings;
        if (page["nextToken"] is { } token) answer["nextToken"] = token.DeepClone();
        return AwsResponse.Json(answer);
    }

    private bool IsEnhanced(AwsRequest request) => store.Read(request.Region, state => state.ScanType == "ENHANCED");

    private (string Name, Image Image, ImageId Id) Find(AwsRequest request) => store.Read(request.Region, state =>
    {
        var repository = state.Repository(request);
        var id = ImageId.Read(request.Json["imageId"] as JsonObject);
        return (repository.Name, repository.Find(id) ?? throw EcrErrors.NoImage(repository.Name, id), id);
    });

    private static JsonObject Answer(string name, Image image, ImageId id, ImageScan scan) => new()
    {
        ["registryId"] = SandboxOptions.AccountId,
        ["repositoryName"] = name,
        ["imageId"] = (id with { Digest = image.Digest }).ToJson(),
        ["imageScanStatus"] = Status(scan),
    };

    private static JsonObject Finding(Finding finding)
    {
        var attributes = new JsonArray(Attribute("package_name", finding.Package), Attribute("package_version", finding.Version));
        if (finding.FixedVersion is not null) attributes.Add(Attribute("fixed_version", finding.FixedVersion));
        return new JsonObject
        {
            ["name"] = finding.Name,
            ["description"] = finding.Description,
            ["uri"] = finding.Uri,
            ["severity"] = finding.Severity,
            ["attributes"] = attributes,
        };
    }

    private static JsonObject Attribute(string key, string value) => new JsonObject { ["key"] = key, ["value"] = value };
}
