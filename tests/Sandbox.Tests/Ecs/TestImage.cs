using System.Formats.Tar;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Machine.Processes;

namespace Notejam.Sandbox.Tests.Ecs;

/// <summary>A tiny image, made of Debian's static busybox: a shell and a web server.</summary>
internal static class TestImage
{
    public const string Name = "notejam-test-busybox:2";
    private static readonly string[] Applets = ["sh", "httpd", "sleep", "echo", "mkdir"];

    /// <summary>Makes the image unless it is there.</summary>
    public static async Task EnsureAsync(IDockerClient docker)
    {
        try
        {
            await docker.Images.InspectImageAsync(Name);
            return;
        }
        catch (DockerImageNotFoundException)
        {
            // To be made.
        }

        var folder = Directory.CreateTempSubdirectory("busybox");
        try
        {
            await RunAsync(folder.FullName, "apt-get", "download", "busybox-static");
            await RunAsync(folder.FullName, "dpkg-deb", "-x", folder.GetFiles("*.deb").Single().FullName, "tree");
            using var archive = Archive(Path.Combine(folder.FullName, "tree", "bin", "busybox"));
            var parts = Name.Split(':');
            await docker.Images.CreateImageAsync(new ImagesCreateParameters { FromSrc = "-", Repo = parts[0], Tag = parts[1] }, archive, null!, new Progress<JSONMessage>());
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static MemoryStream Archive(string busybox)
    {
        const UnixFileMode Executable = (UnixFileMode)0b111_101_101;
        var stream = new MemoryStream();
        using (var tar = new TarWriter(stream, TarEntryFormat.Pax, leaveOpen: true))
        {
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "bin/") { Mode = Executable });
            tar.WriteEntry(new PaxTarEntry(TarEntryType.Directory, "tmp/") { Mode = (UnixFileMode)0b111_111_111 });
            using (var program = File.OpenRead(busybox))
                tar.WriteEntry(new PaxTarEntry(TarEntryType.RegularFile, "bin/busybox") { Mode = Executable, DataStream = program });
            foreach (var applet in Applets) tar.WriteEntry(new PaxTarEntry(TarEntryType.SymbolicLink, "bin/" + applet) { LinkName = "busybox" });
        }

        stream.Position = 0;
        return stream;
    }

    private static async Task RunAsync(string folder, string program, params string[] arguments)
    {
        var result = await new ProcessRunner().RunAsync(ProcessCommand.Of(program, arguments) with { WorkingDirectory = folder });
        if (!result.Succeeded) throw new InvalidOperationException($"{program} failed: {result.Error}");
    }
}
