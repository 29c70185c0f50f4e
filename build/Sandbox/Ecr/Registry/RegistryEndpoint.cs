using System.Text.Json.Nodes;
using Notejam.Sandbox.Ecr.Api;
using Notejam.Sandbox.Ecr.Model;
using Notejam.Sandbox.Ecr.Replication;
using Notejam.Sandbox.Gateway;
using Yarp.ReverseProxy.Forwarder;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>What `docker push` and `docker pull` talk to: a region's registry, in front of the image store.</summary>
public sealed class RegistryEndpoint(
    SandboxOptions options, EcrStore store, ImageStore images, ImageRecorder recorder, ReplicationJobs replication,
    RegistryTokens tokens, RegistryAccess access, IHttpForwarder forwarder) : IDisposable
{
    private const long LargestManifest = 4 * 1024 * 1024;
    private readonly HttpMessageInvoker _invoker = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false, AllowAutoRedirect = false });
    private readonly string _destination = $"http://127.0.0.1:{options.ImageStorePort}";

    /// <summary>Answers a request that came to a region's registry port.</summary>
    public async Task HandleAsync(HttpContext context)
    {
        ArgumentNullException.ThrowIfNull(context);
        var region = SandboxOptions.Regions.First(name => options.RegistryPort(name) == context.Connection.LocalPort);
        if (await AnswerAsync(context, region) is { } response)
            await GatewayEndpoint.WriteAsync(context, response);
        else
            await forwarder.SendAsync(context, _destination, _invoker, ForwarderRequestConfig.Empty, new RegistryTransformer(region));
    }

    /// <inheritdoc />
    public void Dispose() => _invoker.Dispose();

    private async Task<AwsResponse?> AnswerAsync(HttpContext context, string region)
    {
        var request = context.Request;
        if (tokens.Find(request.Headers.Authorization.ToString()) is not { } user) return RegistryError.Unauthorized(request.Host.Value ?? "");
        var path = request.Path.Value ?? "/";
        if (path is "/v2/" or "/v2") return Version();
        if (path == "/v2/_catalog") return Plain(new JsonObject { ["repositories"] = ListOf(store.Read(region, state => state.Repositories.Keys.ToList())) });
        if (RegistryPath.Read(path) is not { } target) return RegistryError.NotFound();
        if (!store.Read(region, state => state.Repositories.ContainsKey(target.Repository))) return RegistryError.NameUnknown(target.Repository);

        if (await access.RefusalAsync(region, user, target, request.Method, context.RequestAborted) is { } refusal) return refusal;
        return (target.Kind, request.Method) switch
        {
            ("tags", _) => Tags(region, target.Repository),
            ("manifests", "PUT") => await PushAsync(context, region, target),
            ("manifests" or "blobs", "DELETE") when !target.Reference.StartsWith("uploads/", StringComparison.Ordinal) => RegistryError.Unsupported(),
            ("manifests", "GET" or "HEAD") => Pulled(region, target, request.Method == "GET"),
            _ => null,
        };
    }

    private async Task<AwsResponse> PushAsync(HttpContext context, string region, RegistryPath target)
    {
        using var body = new MemoryStream();
        await context.Request.Body.CopyToAsync(body, context.RequestAborted);
        if (body.Length > LargestManifest) return RegistryError.Unsupported();
        var manifest = new Manifest(body.ToArray(), context.Request.ContentType ?? "");
        var tag = target.Reference.Contains(':', StringComparison.Ordinal) ? null : target.Reference;
        if (tag is not null && store.Read(region, state => state.Repositories[target.Repository].Refuses(tag, manifest.Digest)))
            return RegistryError.Immutable(target.Repository, tag);

        if (await images.PutManifestAsync(region, target.Repository, target.Reference, manifest, context.RequestAborted) is { } refusal)
            return new AwsResponse(refusal.Status, "application/json", refusal.Body);
        recorder.Record(region, target.Repository, manifest, tag);
        replication.Start(region, target.Repository, manifest.Digest, tag);
        return new AwsResponse(StatusCodes.Status201Created, "", [])
        {
            Headers = new Dictionary<string, string>
            {
                ["Docker-Content-Digest"] = manifest.Digest,
                ["Location"] = $"/v2/{target.Repository}/manifests/{manifest.Digest}",
            },
        };
    }

    // What ECR does not know (a tag that was deleted) is not there, whatever the image store still has.
    private AwsResponse? Pulled(string region, RegistryPath target, bool whole)
    {
        var reference = target.Reference;
        var isKnown = store.Read(region, state => state.Repositories.GetValueOrDefault(target.Repository) is { } repository
            && (repository.ByDigest(reference) ?? repository.ByTag(reference)) is not null);
        if (!isKnown) return RegistryError.ManifestUnknown(reference);
        if (whole) store.Write(region, state => state.Repositories.GetValueOrDefault(target.Repository)?.Pulled(reference, store.Now));
        return null;
    }

    private AwsResponse Tags(string region, string name)
    {
        var tags = store.Read(region, state => state.Repositories[name].Images.SelectMany(image => image.Tags).Order(StringComparer.Ordinal).ToList());
        return Plain(new JsonObject { ["name"] = name, ["tags"] = ListOf(tags) });
    }

    private static AwsResponse Plain(JsonObject body) => AwsResponse.Json(body) with { ContentType = "application/json" };

    private static JsonArray ListOf(IEnumerable<string> names) => [.. names.Select(name => JsonValue.Create(name))];

    private static AwsResponse Version() => Plain([]) with
    {
        Headers = new Dictionary<string, string> { ["Docker-Distribution-Api-Version"] = "registry/2.0" },
    };
}
