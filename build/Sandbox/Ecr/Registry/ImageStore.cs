using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using Notejam.Machine;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecr.Registry;

/// <summary>
/// The data plane of ECR: Debian's docker-registry on loopback, one for all regions. A region's images lie below its name,
/// so that regions share nothing but the disk.
/// </summary>
public sealed class ImageStore(SandboxOptions options, ManagedProcesses processes, TimeProvider time) : IDisposable
{
    /// <summary>Its name among the sandbox's processes.</summary>
    public const string Name = "image-store";

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(100);
    private static readonly string[] ManifestTypes =
    [
        "application/vnd.docker.distribution.manifest.v2+json", "application/vnd.docker.distribution.manifest.list.v2+json",
        "application/vnd.oci.image.manifest.v1+json", "application/vnd.oci.image.index.v1+json",
    ];

    private readonly HttpClient _http = new(new SocketsHttpHandler { UseProxy = false, UseCookies = false })
    {
        BaseAddress = new Uri($"http://127.0.0.1:{options.ImageStorePort}"),
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Starts the store unless it runs and waits until it answers.</summary>
    /// <exception cref="MachineException">It does not come up.</exception>
    public async Task EnsureRunningAsync(CancellationToken cancellationToken = default)
    {
        var folder = Path.Combine(options.StateDirectory, "registry");
        Directory.CreateDirectory(folder);
        var configuration = Path.Combine(folder, "config.yml");
        await File.WriteAllTextAsync(configuration, Configuration(folder), cancellationToken);
        await processes.StartAsync(new ManagedProcess(Name, "docker-registry", ["serve", configuration]), cancellationToken);
        var start = time.GetTimestamp();
        while (!await AnswersAsync(cancellationToken))
        {
            if (!processes.IsRunning(Name) || time.GetElapsedTime(start) > Patience)
                throw new MachineException($"The image store docker-registry did not come up: see {processes.LogFile(Name)}. Its last lines:\n{string.Join('\n', processes.LastLines(Name))}");
            await Task.Delay(Pause, time, cancellationToken);
        }
    }

    /// <summary>A manifest by tag or digest; null when absent.</summary>
    public async Task<Manifest?> GetManifestAsync(string region, string repository, string reference, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/v2/{region}/{repository}/manifests/{reference}");
        foreach (var type in ManifestTypes) request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue(type));
        using var response = await _http.SendAsync(request, cancellationToken);
        if (response.StatusCode == HttpStatusCode.NotFound) return null;
        response.EnsureSuccessStatusCode();
        return new Manifest(await response.Content.ReadAsByteArrayAsync(cancellationToken), response.Content.Headers.ContentType?.MediaType ?? "");
    }

    /// <summary>Stores a manifest under a tag or its digest.</summary>
    /// <returns>Null when stored, otherwise the store's refusal.</returns>
    public async Task<StoreRefusal?> PutManifestAsync(string region, string repository, string reference, Manifest manifest, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(manifest);
        using var content = new ByteArrayContent(manifest.Content);
        content.Headers.TryAddWithoutValidation("Content-Type", manifest.MediaType);
        using var response = await _http.PutAsync(new Uri($"/v2/{region}/{repository}/manifests/{reference}", UriKind.Relative), content, cancellationToken);
        return response.IsSuccessStatusCode ? null : new StoreRefusal((int)response.StatusCode, await response.Content.ReadAsByteArrayAsync(cancellationToken));
    }

    /// <summary>Deletes a manifest and with it the tags that point to it; one that is absent is no error.</summary>
    public async Task DeleteManifestAsync(string region, string repository, string digest, CancellationToken cancellationToken)
    {
        using var response = await _http.DeleteAsync(new Uri($"/v2/{region}/{repository}/manifests/{digest}", UriKind.Relative), cancellationToken);
        if (response.StatusCode != HttpStatusCode.NotFound) response.EnsureSuccessStatusCode();
    }

    /// <summary>A layer or an image's configuration, as a stream that the caller disposes.</summary>
    public Task<Stream> GetBlobAsync(string region, string repository, string digest, CancellationToken cancellationToken) =>
        _http.GetStreamAsync(new Uri($"/v2/{region}/{repository}/blobs/{digest}", UriKind.Relative), cancellationToken);

    /// <summary>Whether a repository has a layer.</summary>
    public async Task<long?> SizeOfBlobAsync(string region, string repository, string digest, CancellationToken cancellationToken)
    {
        using var request = new HttpRequestMessage(HttpMethod.Head, $"/v2/{region}/{repository}/blobs/{digest}");
        using var response = await _http.SendAsync(request, cancellationToken);
        return response.IsSuccessStatusCode ? response.Content.Headers.ContentLength : null;
    }

    /// <summary>Gives a repository a layer that the same repository of another region has.</summary>
    /// <exception cref="InvalidDataException">The other one does not have it.</exception>
    public async Task CopyBlobAsync(string from, string to, string repository, string digest, CancellationToken cancellationToken)
    {
        if (await SizeOfBlobAsync(to, repository, digest, cancellationToken) is not null) return;
        var mount = new Uri($"/v2/{to}/{repository}/blobs/uploads/?mount={Uri.EscapeDataString(digest)}&from={Uri.EscapeDataString($"{from}/{repository}")}", UriKind.Relative);
        using var response = await _http.PostAsync(mount, null, cancellationToken);
        if (response.StatusCode != HttpStatusCode.Created) throw new InvalidDataException($"{repository} of {from} has no layer {digest}.");
    }

    /// <inheritdoc />
    public void Dispose() => _http.Dispose();

    private string Configuration(string folder) => string.Create(CultureInfo.InvariantCulture, $"""
        version: 0.1
        log:
          level: warn
          accesslog:
            disabled: true
        storage:
          filesystem:
            rootdirectory: {folder}/images
          delete:
            enabled: true
        http:
          addr: 127.0.0.1:{options.ImageStorePort}
          relativeurls: true

        """);

    private async Task<bool> AnswersAsync(CancellationToken cancellationToken)
    {
        try
        {
            using var response = await _http.GetAsync(new Uri("/v2/", UriKind.Relative), cancellationToken);
            return response.IsSuccessStatusCode;
        }
        catch (HttpRequestException)
        {
            return false;
        }
    }
}
