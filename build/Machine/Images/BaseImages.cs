using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine.Host;
using Notejam.Machine.Packages;
using Notejam.Machine.Processes;

namespace Notejam.Machine.Images;

/// <summary>
/// The images that Dockerfiles and Compose files name: left alone when present, pulled where a registry can be
/// reached, otherwise made from Debian packages under the same tag. One made here by another recipe than today's counts
/// as absent.
/// </summary>
/// <param name="folder">Holds the lock and the work folder.</param>
/// <param name="report">Told, in a line, what is being done.</param>
public sealed class BaseImages(
    DockerClient client,
    HostFacts host,
    IProcessRunner runner,
    DebianPackages packages,
    TimeProvider time,
    string folder,
    Action<string>? report = null)
{
    /// <summary>The label of images made here, and its value.</summary>
    public const string MadeFromLabel = "notejam.made-from", MadeFromValue = "debian";

    /// <summary>The label of images made here that has the fingerprint of their recipe.</summary>
    public const string RecipeLabel = "notejam.recipe";

    private const string CertificateBundle = "etc/ssl/certs/ca-certificates.crt";
    private static readonly TimeSpan LockPatience = TimeSpan.FromMinutes(10);
    private readonly ImageCatalog _catalog = new(host, runner);

    /// <summary>How images are pulled.</summary>
    public ImagePull Pull { get; init; } = new(client, time);

    /// <summary>Sees to it that an image is on the engine.</summary>
    /// <exception cref="MachineException">It is neither here nor can it be pulled or made: cause and remedy.</exception>
    public async Task<BaseImage> EnsureAsync(string reference, CancellationToken cancellationToken = default)
    {
        var image = ImageReference.Parse(reference);
        if (await FindCurrentAsync(image, cancellationToken) is { } present) return new BaseImage(reference, present, ImageOrigin.Present);

        using var one = await LockAsync(cancellationToken);
        if (await FindCurrentAsync(image, cancellationToken) is { } meanwhile) return new BaseImage(reference, meanwhile, ImageOrigin.Present);

        var reason = await Pull.TryAsync(image, cancellationToken);
        if (reason is null && await FindAsync(image, cancellationToken) is { } pulled)
            return new BaseImage(reference, pulled.ID, ImageOrigin.Pulled);

        reason ??= "the engine does not have it although the pull ended well";
        try
        {
            var id = await MakeAloneAsync(image, reason, cancellationToken);
            return new BaseImage(reference, id, ImageOrigin.Made, reason);
        }
        catch (MachineException error)
        {
            // Without network, say: an outdated image still serves.
            if (await FindAsync(image, cancellationToken) is not { } outdated) throw;
            report?.Invoke($"{image} stays as an older recipe made it: {error.Message}");
            return new BaseImage(reference, outdated.ID, ImageOrigin.Present);
        }
    }

    /// <summary>Whether an image with these labels was made here by another recipe.</summary>
    /// <param name="recipe">Today's recipe for its reference; null when there is none.</param>
    public static bool IsOutdated(IDictionary<string, string>? labels, ImageRecipe? recipe) =>
        recipe is not null && labels is not null
        && labels.TryGetValue(MadeFromLabel, out var origin) && origin == MadeFromValue
        && !(labels.TryGetValue(RecipeLabel, out var fingerprint) && fingerprint == recipe.Fingerprint);

    /// <summary>Makes an image from Debian packages, whether or not it is here, and returns its id.</summary>
    /// <param name="reason">Why it is not pulled; part of the messages.</param>
    public async Task<string> MakeAsync(ImageReference image, string reason, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(image);
        using var one = await LockAsync(cancellationToken);
        return await MakeAloneAsync(image, reason, cancellationToken);
    }

    // Two at once would share the work folder, and make the same thing twice.
    private Task<FileLock> LockAsync(CancellationToken cancellationToken) =>
        FileLock.AcquireAsync(Path.Combine(folder, "images.lock"), LockPatience, time, cancellationToken);

    private async Task<string> MakeAloneAsync(ImageReference image, string reason, CancellationToken cancellationToken)
    {
        if (!host.HasDebianPackages)
            throw new MachineException($"{image} cannot be pulled ({reason}), and only on Debian is it made from packages: let the Docker engine reach its registry.");

        var recipe = await _catalog.FindAsync(image, cancellationToken)
            ?? throw new MachineException($"{image} cannot be pulled ({reason}), and there is no recipe to make it here: let the Docker engine reach its registry, or load it with `docker load`.");
        report?.Invoke($"Making {image} from Debian packages ({reason})");
        await packages.EnsureAsync(["mmdebstrap"], cancellationToken);
        var mirror = await DebianMirror.AskAsync(host, runner, cancellationToken);

        var work = Path.Combine(folder, "images");
        // A killed run may have left its own.
        if (Directory.Exists(work)) Directory.Delete(work, recursive: true);
        Directory.CreateDirectory(work);
        try
        {
            return await BuildAsync(recipe, mirror, work, cancellationToken);
        }
        finally
        {
            Directory.Delete(work, recursive: true);
        }
    }

    private async Task<string> BuildAsync(ImageRecipe recipe, DebianMirror mirror, string work, CancellationToken cancellationToken)
    {
        var layer = new Layer();
        layer.Add(new LayerItem.Folder("tmp") { Mode = Permissions.Shared });
        await new DebianTree(runner).AddAsync(layer, recipe, mirror, work, cancellationToken);
        foreach (var item in recipe.Items) layer.Add(item);
        AddCertificates(layer);

        var layerFile = Path.Combine(work, "layer.tar");
        var digest = await layer.WriteAsync(layerFile, cancellationToken);
        var archive = Path.Combine(work, "image.tar");
        var id = await ImageArchive.WriteAsync(archive, layerFile, digest, Labelled(recipe, mirror), host.Architecture, cancellationToken);
        await LoadAsync(archive, recipe, cancellationToken);
        return id;
    }

    // Package scripts do not run here, so that the bundle which ca-certificates' own script writes is written by us.
    private static void AddCertificates(Layer layer)
    {
        var bundle = layer.Concatenate(path => path.StartsWith("usr/share/ca-certificates/", StringComparison.Ordinal));
        if (bundle.Length > 0) layer.Add(new LayerItem.Text(CertificateBundle, bundle) { Mode = Permissions.File });
    }

    private static ImageRecipe Labelled(ImageRecipe recipe, DebianMirror mirror) => recipe with
    {
        Configuration = recipe.Configuration with
        {
            Labels = new Dictionary<string, string>(recipe.Configuration.Labels)
            {
                [MadeFromLabel] = MadeFromValue,
                [RecipeLabel] = recipe.Fingerprint,
                ["org.opencontainers.image.ref.name"] = recipe.Reference,
                ["org.opencontainers.image.base.name"] = $"debian:{mirror.Codename}",
                ["org.opencontainers.image.description"] = "Stand-in made from Debian packages where no registry could be reached",
            },
        },
    };

    private async Task LoadAsync(string archive, ImageRecipe recipe, CancellationToken cancellationToken)
    {
        string? error = null;
        await using var stream = File.OpenRead(archive);
        await client.Images.LoadImageAsync(
            new ImageLoadParameters(), stream, new MessageCallback(message => error ??= message.Error?.Message), cancellationToken);
        if (error is not null) throw new MachineException($"The Docker engine refused the image made for {recipe.Reference}: {error}.");
    }

    // The id of the image, unless another recipe made it.
    private async Task<string?> FindCurrentAsync(ImageReference image, CancellationToken cancellationToken)
    {
        if (await FindAsync(image, cancellationToken) is not { } found) return null;

        // Only of an image made here is the recipe of interest: looking for it asks apt.
        var isMade = found.Config?.Labels?.ContainsKey(MadeFromLabel) ?? false;
        return isMade && IsOutdated(found.Config!.Labels, await FindRecipeAsync(image, cancellationToken)) ? null : found.ID;
    }

    // Null also where the image cannot be made any more: the one that is here is as good as it gets.
    private async Task<ImageRecipe?> FindRecipeAsync(ImageReference image, CancellationToken cancellationToken)
    {
        try
        {
            return host.HasDebianPackages ? await _catalog.FindAsync(image, cancellationToken) : null;
        }
        catch (MachineException)
        {
            return null;
        }
    }

    private async Task<ImageInspectResponse?> FindAsync(ImageReference image, CancellationToken cancellationToken)
    {
        try
        {
            return await client.Images.InspectImageAsync(image.ToString(), cancellationToken);
        }
        catch (DockerImageNotFoundException)
        {
            return null;
        }
    }
}
