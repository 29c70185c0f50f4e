using System.Net;
using System.Text;
using System.Text.Json.Nodes;
using Amazon.ECR;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Checks;
using Notejam.Pipeline.Tests.Support;

namespace Notejam.Pipeline.Tests.Recovery;

public sealed class ImagePullTests : IDisposable
{
    private const string Layer = "sha256:1111111111111111", Config = "sha256:2222222222222222";
    private static readonly string Path = $"/v2/notejam-production/manifests/{Samples.Digest}";
    private readonly FakeAws _aws = new();
    private readonly Registry _registry = new();

    public ImagePullTests()
    {
        _aws.On("DescribeRepositories", _ => new JsonObject { ["repositories"] = new JsonArray(new JsonObject { ["repositoryUri"] = "registry.example/notejam-production" }) });
        _aws.On("GetAuthorizationToken", _ => new JsonObject
        {
            ["authorizationData"] = new JsonArray(new JsonObject { ["authorizationToken"] = Convert.ToBase64String(Encoding.UTF8.GetBytes("AWS:secret")), ["proxyEndpoint"] = "https://registry.example" }),
        });
        _registry.Answers[Path] = $$"""{ "config": { "digest": "{{Config}}" }, "layers": [{ "digest": "{{Layer}}" }] }""";
        _registry.Answers["/v2/notejam-production/blobs/" + Layer] = "";
        _registry.Answers["/v2/notejam-production/blobs/" + Config] = "";
    }

    public void Dispose()
    {
        _aws.Dispose();
        _registry.Dispose();
    }

    [Fact]
    public async Task An_image_that_is_there_with_all_its_blobs_is_named_by_the_regions_own_address()
    {
        var end = await FindAsync(Samples.Digest);
        Assert.Equal($"registry.example/notejam-production@{Samples.Digest}", end.Value);
        Assert.Equal(CheckOutcome.OK, end.Checks.Single().Outcome);
        Assert.All(_registry.Asked, asked => Assert.StartsWith("Basic ", asked, StringComparison.Ordinal));
        Assert.Equal(3, _registry.Asked.Count);
    }

    [Fact]
    public async Task An_image_that_was_never_replicated_is_found_missing()
    {
        _registry.Answers.Remove(Path);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => FindAsync(Samples.Digest));
        Assert.StartsWith($"The registry of eu-west-2 does not have {Samples.Digest.Short}: 404", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_missing_layer_is_named()
    {
        _registry.Answers.Remove("/v2/notejam-production/blobs/" + Layer);
        var refused = await Assert.ThrowsAsync<PipelineException>(() => FindAsync(Samples.Digest));
        Assert.Contains($"lacks 1 of 2 blobs of {Samples.Digest.Short}: {Layer[..19]} (404)", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Without_a_manifest_nobody_knows_the_release()
    {
        var refused = await Assert.ThrowsAsync<PipelineException>(() => FindAsync(null));
        Assert.StartsWith("No manifest tells which release was live.", refused.Message, StringComparison.Ordinal);
    }

    private async Task<Notejam.Pipeline.Recovery.Graph.StepEnd<string>> FindAsync(Digest? digest)
    {
        using var ecr = new AmazonECRClient(FakeAws.Credentials, _aws.Configure(new AmazonECRConfig()));
        using var http = new HttpClient(_registry, disposeHandler: false);
        return await new ImagePull(ecr, http).FindAsync(RecoverySamples.Standing(), digest, CancellationToken.None);
    }

    /// <summary>A registry's answers by path.</summary>
    private sealed class Registry : HttpMessageHandler
    {
        public Dictionary<string, string> Answers { get; } = [];

        public List<string> Asked { get; } = [];

        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
        {
            Asked.Add($"{request.Headers.Authorization}");
            return Task.FromResult(Answers.TryGetValue(request.RequestUri!.AbsolutePath, out var text)
                ? new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent(text) }
                : new HttpResponseMessage(HttpStatusCode.NotFound));
        }
    }
}
