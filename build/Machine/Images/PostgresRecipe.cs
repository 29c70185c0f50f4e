using Notejam.Machine.Images.EntryPoints;

namespace Notejam.Machine.Images;

/// <summary>postgres: PostgreSQL of Debian's release, with the official image's contract as far as Compose files use it.</summary>
public static class PostgresRecipe
{
    private const int Postgres = 999;
    private const string Data = "/var/lib/postgresql/data";

    /// <summary>The recipe for a tag whose first number is a major version that Debian has.</summary>
    /// <param name="major">That major version, "15".</param>
    public static ImageRecipe For(ImageReference reference, string major)
    {
        ArgumentNullException.ThrowIfNull(reference);
        return new ImageRecipe
        {
            Reference = reference.ToString(),
            Packages = [$"postgresql-{major}", "coreutils", "dash", "libc-bin", "sed", "tzdata"],
            // Most of it is there for just-in-time compilation and for Debian's own cluster tools in Perl.
            Without =
            [
                "usr/lib/*/libLLVM*", "usr/lib/*/libz3*", "usr/lib/llvm*",
                $"usr/lib/postgresql/{major}/lib/llvmjit*", $"usr/lib/postgresql/{major}/lib/bitcode/*",
                "usr/bin/*perl*", "usr/lib/*perl*", "usr/share/perl*", "usr/share/postgresql-common/*",
                "usr/share/i18n/*", "usr/share/locale/*", "usr/lib/systemd/*", "lib/systemd/*", "usr/share/debconf/*",
            ],
            Items =
            [
                .. Users.Files(new User("postgres", Postgres, "/var/lib/postgresql")),
                new LayerItem.Folder(Data[1..]) { Owner = Postgres, Mode = Permissions.Private },
                new LayerItem.Folder("run/postgresql") { Owner = Postgres },
                new LayerItem.Link("var/run", "/run"),
                EntryPoint.Item("postgres"),
            ],
            Configuration = new ImageConfiguration
            {
                User = $"{Postgres}:{Postgres}",
                Environment =
                [
                    $"PATH=/usr/lib/postgresql/{major}/bin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    "LANG=C.UTF-8",
                    $"PG_MAJOR={major}",
                    $"PGDATA={Data}",
                ],
                Entrypoint = ["docker-entrypoint.sh"],
                Command = ["postgres"],
                Ports = ["5432/tcp"],
                Volumes = [Data],
                // A fast shutdown: ends sessions instead of waiting for them.
                StopSignal = "SIGINT",
            },
        };
    }
}
