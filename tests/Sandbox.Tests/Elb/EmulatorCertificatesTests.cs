using System.Text.Json.Nodes;
using Notejam.Sandbox.Elb;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Elb;

public sealed class EmulatorCertificatesTests
{
    [Theory]
    [InlineData("PENDING_VALIDATION")]
    [InlineData("FAILED")]
    [InlineData("EXPIRED")]
    public async Task A_certificate_that_is_not_issued_is_refused(string status)
    {
        var refused = await Assert.ThrowsAsync<AwsException>(() => FindAsync(new JsonObject { ["Status"] = status, ["DomainName"] = "notejam.example.com" }));
        Assert.Equal("UnsupportedCertificate", refused.Code);
        Assert.EndsWith($"it is {status}.", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Its_names_are_told_once_each()
    {
        var names = await FindAsync(new JsonObject { ["Status"] = "ISSUED", ["DomainName"] = "notejam.example.com", ["SubjectAlternativeNames"] = new JsonArray("notejam.example.com", "www.example.com") });
        Assert.Equal(["notejam.example.com", "www.example.com"], names);
    }

    [Fact]
    public async Task One_that_is_not_there_is_told_as_AWS_tells_it()
    {
        var refused = await Assert.ThrowsAsync<AwsException>(() => FindAsync(null));
        Assert.Equal("CertificateNotFound", refused.Code);
    }

    private static Task<IReadOnlyList<string>> FindAsync(JsonObject? certificate) =>
        new EmulatorCertificates(new Acm(certificate)).FindNamesAsync("eu-central-1", "arn:aws:acm:eu-central-1:123456789012:certificate/one", CancellationToken.None);

    private sealed class Acm(JsonObject? certificate) : IEmulator
    {
        public Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException("Not asked for.");

        public Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken) => certificate is null
            ? throw new AwsException("ResourceNotFoundException", "Certificate with arn one not found in account 123456789012")
            : Task.FromResult(new JsonObject { ["Certificate"] = certificate });
    }
}
