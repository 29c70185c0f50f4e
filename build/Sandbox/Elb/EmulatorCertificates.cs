using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Elb;

/// <summary>Certificates as the emulator of ACM knows them.</summary>
internal sealed class EmulatorCertificates(IEmulator emulator) : ICertificateDirectory
{
    /// <inheritdoc />
    public async Task<IReadOnlyList<string>> FindNamesAsync(string region, string arn, CancellationToken cancellationToken)
    {
        var certificate = (await DescribeAsync(region, arn, cancellationToken))["Certificate"] as JsonObject ?? [];
        if (certificate.Text("Status") is not "ISSUED")
            throw new AwsException("UnsupportedCertificate", $"The certificate '{arn}' must have a fully-qualified domain name, a supported signature, and a supported key size: it is {certificate.Text("Status")}.");
        return [.. new[] { certificate.Text("DomainName")! }.Concat(certificate.Texts("SubjectAlternativeNames")).Distinct()];
    }

    private async Task<JsonObject> DescribeAsync(string region, string arn, CancellationToken cancellationToken)
    {
        try
        {
            return await emulator.CallAsync(region, "acm", "CertificateManager.DescribeCertificate", new JsonObject { ["CertificateArn"] = arn }, cancellationToken);
        }
        catch (AwsException error) when (error.Code is "ResourceNotFoundException" or "InvalidArnException" or "ValidationException")
        {
            throw new AwsException("CertificateNotFound", $"Certificate ARN '{arn}' is not valid");
        }
    }
}
