using System.Globalization;
using Docker.DotNet.Models;
using Notejam.Sandbox.Ecr.Registry;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>How the tasks' agent signs in at a registry.</summary>
internal sealed class RegistryLogin(RegistryTokens tokens, SandboxOptions options)
{
    /// <summary>Credentials for pulling an image: a password of the sandbox's own for its registries, none for others.</summary>
    public AuthConfig For(string image)
    {
        var host = image.Split('/')[0];
        return RegionOf(host) is not null
            ? new AuthConfig { Username = "AWS", Password = tokens.Issue(accessKey: null).Password, ServerAddress = host }
            : new AuthConfig();
    }

    /// <summary>Region and repository of an image in one of this sandbox's registries.</summary>
    public (string Region, string Repository) RepositoryOf(string image)
    {
        ArgumentNullException.ThrowIfNull(image);
        var parts = ImageReference.Split(image).Repository.Split('/', 2);
        return (RegionOf(parts[0])!, parts[1]);
    }

    private string? RegionOf(string host) =>
        SandboxOptions.Regions.FirstOrDefault(region => host == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{options.RegistryPort(region)}"));
}
