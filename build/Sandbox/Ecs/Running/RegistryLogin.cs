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
        var isOurs = SandboxOptions.Regions.Any(region => host == string.Create(CultureInfo.InvariantCulture, $"127.0.0.1:{options.RegistryPort(region)}"));
        return isOurs
            ? new AuthConfig { Username = "AWS", Password = tokens.Issue().Password, ServerAddress = host }
            : new AuthConfig();
    }
}
