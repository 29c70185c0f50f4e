using Notejam.Machine.Host;

namespace Notejam.Machine.Images;

/// <summary>mcr.microsoft.com/dotnet/aspnet: this machine's own ASP.NET Core runtime on Debian's libraries, without a shell.</summary>
public static class AspNetRecipe
{
    private const int AppUser = 1654;
    private static readonly string[] ProgramFiles = ["dotnet", "LICENSE.txt", "ThirdPartyNotices.txt"];
    private static readonly string[] FrameworkNames = ["Microsoft.NETCore.App", "Microsoft.AspNetCore.App"];

    /// <summary>The recipe for a tag such as "10.0".</summary>
    /// <exception cref="MachineException">This machine has no such runtime.</exception>
    public static ImageRecipe For(ImageReference reference, HostFacts host)
    {
        ArgumentNullException.ThrowIfNull(reference);
        var runtime = DotnetRuntime.Find(reference.Tag, host) ?? throw new MachineException(
            $"{reference} cannot be made here: this machine has no ASP.NET Core runtime {reference.Tag}. Install the .NET SDK {reference.Tag}, or let the Docker engine reach {reference.Repository.Split('/')[0]}.");

        return new ImageRecipe
        {
            Reference = reference.ToString(),
            Packages = ["ca-certificates", "libc6", "libgcc-s1", "libssl3", "libstdc++6", "tzdata", "zlib1g"],
            // What ca-certificates brings along and the runtime has no use for.
            Without = ["usr/bin/*", "usr/sbin/*", "usr/share/perl5/*", "usr/share/debconf/*", "usr/lib/*/perl*"],
            Items =
            [
                .. Users.Files(new User("app", AppUser, "/home/app")),
                new LayerItem.Folder("home/app") { Owner = AppUser, Mode = Permissions.Private },
                new LayerItem.Copy("usr/share/dotnet/host/fxr/" + runtime.Version, runtime.HostResolver),
                .. Frameworks(runtime),
                .. Program(runtime),
                new LayerItem.Link("usr/bin/dotnet", "../share/dotnet/dotnet"),
            ],
            Configuration = new ImageConfiguration
            {
                Environment =
                [
                    "PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin",
                    $"APP_UID={AppUser}",
                    "ASPNETCORE_HTTP_PORTS=8080",
                    "DOTNET_RUNNING_IN_CONTAINER=true",
                    $"DOTNET_VERSION={runtime.Version}",
                    $"ASPNET_VERSION={runtime.Version}",
                    // There is no ICU in it, and without this the runtime would refuse to start.
                    "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT=true",
                ],
            },
        };
    }

    private static IEnumerable<LayerItem> Program(DotnetRuntime runtime) =>
        from name in ProgramFiles
        let file = Path.Combine(runtime.Root, name)
        where File.Exists(file)
        select new LayerItem.CopyFile($"usr/share/dotnet/{name}", file);

    private static IEnumerable<LayerItem> Frameworks(DotnetRuntime runtime) =>
        from name in FrameworkNames
        select new LayerItem.Copy($"usr/share/dotnet/shared/{name}/{runtime.Version}", runtime.Framework(name));
}
