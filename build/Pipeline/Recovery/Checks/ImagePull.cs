using System.Net.Http.Headers;
using System.Text.Json.Nodes;
using Amazon.ECR;
using Amazon.ECR.Model;
using Notejam.Pipeline.Records;
using Notejam.Pipeline.Recovery.Graph;
using Notejam.Pipeline.Registry;
using Notejam.Pipeline.Tools;

namespace Notejam.Pipeline.Recovery.Checks;

/// <summary>Whether an image can be pulled from the region's own registry: its manifest by digest, and every layer.</summary>
internal sealed class ImagePull(IAmazonECR ecr, HttpClient http)
{
    private static readonly string[] Types = ["application/vnd.oci.image.manifest.v1+json", "application/vnd.docker.distribution.manifest.v2+json"];

    /// <summary>Asks the registry as a task would, without taking the layers.</summary>
    /// <returns>The image's address in this region, by digest.</returns>
    /// <exception cref="PipelineException">No release is known, or the registry does not have all of it.</exception>
    public async Task<StepEnd<string>> FindAsync(RecoveryOutputs standing, Digest? image, CancellationToken cancellationToken)
    {
        if (image is not { } digest) throw new PipelineException("No manifest tells which release was live.", "./build.sh Backup, with the primary region, writes one.");
        var url = await new EcrRepository(ecr).FindUrlAsync(standing.RepositoryName, cancellationToken)
            ?? throw new PipelineException($"There is no repository {standing.RepositoryName} in {standing.Region}.", "The primary region's stack makes it: ./build.sh Apply with the primary region, while it lives.");
        var data = (await ecr.GetAuthorizationTokenAsync(new GetAuthorizationTokenRequest(), cancellationToken)).AuthorizationData.Single();
        var root = new Uri($"{data.ProxyEndpoint.TrimEnd('/')}/v2/{standing.RepositoryName}/");
        var credentials = new AuthenticationHeaderValue("Basic", data.AuthorizationToken);
        using var answer = await AskAsync(HttpMethod.Get, new Uri(root, $"manifests/{digest}"), credentials, cancellationToken);
        if (!answer.IsSuccessStatusCode)
            throw new PipelineException($"The registry of {standing.Region} does not have {digest.Short}: {(int)answer.StatusCode}", "Images that were pushed before the replication was set up are never replicated: push it again, or deploy to this region once.");
        var manifest = StrictJson.ParseObject(await answer.Content.ReadAsStringAsync(cancellationToken), $"The manifest of {digest.Short}");
        var blobs = (manifest["layers"] as JsonArray ?? []).Append(manifest["config"]).Select(blob => (string?)blob?["digest"]).OfType<string>().Distinct().ToList();
        var missing = new List<string>();
        foreach (var blob in blobs)
        {
            using var head = await AskAsync(HttpMethod.Head, new Uri(root, $"blobs/{blob}"), credentials, cancellationToken);
            if (!head.IsSuccessStatusCode) missing.Add($"{blob[..19]} ({(int)head.StatusCode})");
        }

        return missing.Count == 0 && blobs.Count > 0
            ? new StepEnd<string>($"{url}@{digest}", $"{digest.Short} and its {blobs.Count} blobs are in {standing.Region}", CheckResult.Ok("image", $"{standing.RepositoryName}@{digest.Short}: manifest and {blobs.Count} blobs can be pulled in {standing.Region}"))
            : throw new PipelineException($"The registry of {standing.Region} lacks {missing.Count} of {blobs.Count} blobs of {digest.Short}: {string.Join(", ", missing)}", "Push the image again.");
    }

    private async Task<HttpResponseMessage> AskAsync(HttpMethod method, Uri url, AuthenticationHeaderValue credentials, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(method, url);
        request.Headers.Authorization = credentials;
        foreach (var type in Types) request.Headers.Accept.ParseAdd(type);
        return await http.SendAsync(request, cancellationToken);
    }
}
