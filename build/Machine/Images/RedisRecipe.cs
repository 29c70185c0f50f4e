using Notejam.Machine.Images.EntryPoints;

namespace Notejam.Machine.Images;

/// <summary>redis: Redis of Debian's release, with the official image's contract as far as Compose files use it.</summary>
public static class RedisRecipe
{
    private const int Redis = 999;

    /// <summary>The recipe for a tag whose major version Debian has.</summary>
    public static ImageRecipe For(ImageReference reference)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new ImageRecipe
        {
            Reference = reference.ToString(),
            Packages = ["redis-server", "dash"],
            Without =
            [
                "usr/bin/*perl*", "usr/lib/*perl*", "usr/share/perl*", "usr/lib/systemd/*", "lib/systemd/*", "etc/init.d/*",
                "usr/share/debconf/*", "usr/share/i18n/*", "usr/share/locale/*",
            ],
            Items =
            [
                .. Users.Files(new User("redis", Redis, "/data")),
                new LayerItem.Folder("data") { Owner = Redis },
                EntryPoint.Item("redis"),
            ],
            Configuration = new ImageConfiguration
            {
                User = $"{Redis}:{Redis}",
                Environment = ["PATH=/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin"],
                Entrypoint = ["docker-entrypoint.sh"],
                Command = ["redis-server"],
                WorkingDirectory = "/data",
                Ports = ["6379/tcp"],
                Volumes = ["/data"],
            },
        };
    }
}
