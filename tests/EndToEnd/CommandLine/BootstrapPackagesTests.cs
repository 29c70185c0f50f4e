using System.IO.Compression;
using System.Net;
using System.Net.Sockets;
using System.Xml.Linq;
using Notejam.EndToEnd.Support;

namespace Notejam.EndToEnd.CommandLine;

/// <summary>Which packages are taken, as the real NuGet client asks a feed of ours: a folder, or an address.</summary>
[Trait("Suite", "e2e")]
public sealed class BootstrapPackagesTests(BootstrapTests.Copy copy) : IClassFixture<BootstrapTests.Copy>, IDisposable
{
    private const string Nuke = "Nuke.* from the feed";
    private const string Aws = "AWSSDK.* from the feed";

    private readonly string _folder = Directory.CreateTempSubdirectory("notejam-feed-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    // What the feed lacks, and what each family is taken from.
    public static TheoryData<string[], string, string, string> Feeds => new()
    {
        { [], Nuke, Aws, "false false" },
        { ["AWSSDK.Backup"], Nuke, "stand-ins for AWSSDK.* (the feed lacks AWSSDK.Backup)", "false true" },
        { ["AWSSDK.CloudWatchLogs", "Nuke.Components"], "stand-ins for Nuke.* (the feed lacks Nuke.Components)", "stand-ins for AWSSDK.* (the feed lacks AWSSDK.CloudWatchLogs)", "true true" },
        {
            ["AWSSDK.RDS", "AWSSDK.ECR", "AWSSDK.ECS", "AWSSDK.CodeDeploy", "AWSSDK.Core"],
            Nuke, "stand-ins for AWSSDK.* (the feed lacks AWSSDK.CodeDeploy, AWSSDK.Core, AWSSDK.ECR and 2 more)", "false true"
        },
    };

    [Theory]
    [MemberData(nameof(Feeds))]
    public async Task A_family_is_the_official_one_where_the_feed_has_all_of_it(string[] lacking, string nuke, string aws, string standIns)
    {
        var feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (var (name, version) in Packages().Where(package => !lacking.Contains(package.Name))) AddPackage(feed, name, version);
        await AssertTakenAsync(feed, $"Packages: {nuke}; {aws}.", standIns);
    }

    [Fact]
    public async Task Another_version_is_no_package()
    {
        var feed = Directory.CreateDirectory(Path.Combine(_folder, "feed")).FullName;
        foreach (var (name, version) in Packages()) AddPackage(feed, name, name == "AWSSDK.Backup" ? "4.0.1" : version);
        await AssertTakenAsync(feed, $"Packages: {Nuke}; stand-ins for AWSSDK.* (the feed lacks AWSSDK.Backup).", "false true");
    }

    [Fact]
    public async Task A_feed_that_refuses_every_connection_is_told_and_asked_again_the_next_time()
    {
        using var closed = new TcpListener(IPAddress.Loopback, 0);
        closed.Start();
        var address = $"http://{closed.LocalEndpoint}/v3/index.json";
        closed.Stop();
        const string Reason = "(the feed cannot be reached)";
        await AssertTakenAsync(address, $"Packages: stand-ins for Nuke.* {Reason}; stand-ins for AWSSDK.* {Reason}.", "true true", remembered: false);
    }

    [Fact]
    public async Task A_feed_that_takes_a_connection_and_says_nothing_is_waited_for_once_and_not_for_long()
    {
        using var silent = new TcpListener(IPAddress.Loopback, 0);
        silent.Start();
        const string Reason = "(the feed gave no answer for 20 s)";
        await AssertTakenAsync($"http://{silent.LocalEndpoint}/v3/index.json", $"Packages: stand-ins for Nuke.* {Reason}; stand-ins for AWSSDK.* {Reason}.", "true true", remembered: false);
    }

    private async Task AssertTakenAsync(string feed, string line, string standIns, bool remembered = true)
    {
        var config = Path.Combine(_folder, "nuget.config");
        await File.WriteAllTextAsync(config, $"""
            <configuration>
              <packageSources><clear /><add key="ours" value="{feed}" allowInsecureConnections="true" /></packageSources>
            </configuration>
            """);
        foreach (var script in new[] { "build.sh", "build.ps1" })
        {
            using var bootstrap = new Bootstrap(copy.Repository, script);
            bootstrap.Environment["STANDIN_FEED"] = config;
            bootstrap.Environment["no_proxy"] = "127.0.0.1";
            bootstrap.Environment["NUGET_PACKAGES"] = Path.Combine(_folder, "packages-" + script);
            var run = (await bootstrap.RunAsync("--help")).ExitsWith(success: true);

            Assert.Equal(line, Assert.Single(run.Output.Split('\n'), text => text.StartsWith("Packages:", StringComparison.Ordinal)));
            var families = standIns.Split(' ');
            Assert.Equal([$"compiled -p:UseNukePolyfills={families[0]} -p:UseAwsPolyfills={families[1]}"], bootstrap.Calls.Where(call => call.StartsWith("compiled", StringComparison.Ordinal)));
            Assert.Equal(remembered, bootstrap.RemembersAnswers);
        }
    }

    /// <summary>Every package that a stand-in exists for, with what the build takes of AWS besides, in the versions of the repository.</summary>
    private static IEnumerable<(string Name, string Version)> Packages()
    {
        var standIns = Directory.EnumerateDirectories(Path.Combine(RepositoryCopy.Root, "build/Polyfills/Aws"), "AWSSDK.*")
            .Concat(Directory.EnumerateDirectories(Path.Combine(RepositoryCopy.Root, "build/Polyfills/Nuke"), "Nuke.*")).Select(Path.GetFileName).Append("AWSSDK.Core").ToList();
        return XDocument.Load(Path.Combine(RepositoryCopy.Root, "Directory.Packages.props")).Descendants("PackageVersion")
            .Select(package => (Name: package.Attribute("Include")!.Value, Version: package.Attribute("Version")!.Value))
            .Where(package => standIns.Contains(package.Name));
    }

    private static void AddPackage(string feed, string name, string version)
    {
        using var archive = ZipFile.Open(Path.Combine(feed, $"{name}.{version}.nupkg"), ZipArchiveMode.Create);
        using var writer = new StreamWriter(archive.CreateEntry(name + ".nuspec").Open());
        writer.Write($"""
            <package xmlns="http://schemas.microsoft.com/packaging/2013/05/nuspec.xsd">
              <metadata><id>{name}</id><version>{version}</version><authors>Test</authors><description>Empty.</description></metadata>
            </package>
            """);
    }
}
