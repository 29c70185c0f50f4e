using Notejam.Sandbox.Ecr.Scanning;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class InventoryTests
{
    [Fact]
    public void Debian_packages_are_known_by_their_source()
    {
        const string Status = """
            Package: libc6
            Status: install ok installed
            Source: glibc
            Version: 2.36-9+deb12u9
            Description: GNU C Library
             Package: not a field of its own

            Package: zlib1g
            Status: install ok installed
            Source: zlib (1:1.2.13.dfsg-1)
            Version: 1:1.2.13.dfsg-1+b1

            Package: removed
            Status: deinstall ok config-files
            Version: 1
            """;

        Assert.Equal(
            [
                new Package(Ecosystem.Debian, "libc6", "glibc", "2.36-9+deb12u9"),
                new Package(Ecosystem.Debian, "zlib1g", "zlib", "1:1.2.13.dfsg-1"),
            ],
            Read("var/lib/dpkg/status", Status));
    }

    [Fact]
    public void Packages_of_an_image_without_a_package_manager_count_as_installed() =>
        Assert.Equal([new Package(Ecosystem.Debian, "openssl", "openssl", "3.0.11-1")], Read("var/lib/dpkg/status.d/openssl", "Package: openssl\nVersion: 3.0.11-1\n"));

    [Fact]
    public void Checksums_beside_a_packages_record_tell_of_nothing()
    {
        Assert.False(Inventory.IsOfInterest("var/lib/dpkg/status.d/openssl.md5sums"));
        Assert.True(Inventory.IsOfInterest("var/lib/dpkg/status.d/openssl"));
    }

    [Theory]
    [InlineData("openssl", "3.0.22-1~deb12u2", false)]
    [InlineData("openssl", "3.0.22-1~deb12u1", false)]
    [InlineData("openssl", "3.0.22-1~deb12u3", true)]
    [InlineData("openssl", "3.0.22-1~deb12u10", true)]
    [InlineData("openssl", "3.0.22-1", true)]
    [InlineData("openssl", "1:0", true)]
    [InlineData("libssl3", "3.0.22-1", true)]
    [InlineData("libssl3", "0:3.0.22-1~deb12u2", false)]
    [InlineData("libssl1.1", "9", false)]
    public void A_debian_package_is_found_by_either_name_where_the_fix_is_newer(string name, string fix, bool found)
    {
        var advisory = new Advisory { Name = "CVE-1", Ecosystem = Ecosystem.Debian, Package = name, Fixed = fix, Severity = "HIGH" };
        var packages = Read("var/lib/dpkg/status.d/libssl3", "Package: libssl3\nSource: openssl\nVersion: 3.0.22-1~deb12u2\nDescription: libraries\n");

        Assert.Equal(
            found ? [("libssl3", "3.0.22-1~deb12u2", fix)] : [],
            ImageScanner.Match(packages, [advisory]).Select(finding => (finding.Package, finding.Version, finding.FixedVersion)));
    }

    [Fact]
    public void Nuget_packages_are_read_from_the_apps_dependencies()
    {
        const string Deps = """{"libraries":{"Notejam/1.0.0":{"type":"project"},"Npgsql/8.0.2":{"type":"package"}}}""";

        Assert.Equal([new Package(Ecosystem.NuGet, "Npgsql", "Npgsql", "8.0.2")], Read("app/Notejam.deps.json", Deps));
    }

    [Fact]
    public void A_shared_framework_has_the_version_of_its_folder() =>
        Assert.Equal(
            [new Package(Ecosystem.NuGet, "Microsoft.AspNetCore.App", "Microsoft.AspNetCore.App", "10.0.1")],
            Read("usr/share/dotnet/shared/Microsoft.AspNetCore.App/10.0.1/Microsoft.AspNetCore.App.deps.json", "{}"));

    [Fact]
    public void A_file_that_is_not_json_tells_of_nothing() => Assert.Empty(Read("app/x.deps.json", "not json"));

    [Theory]
    [InlineData("1.9", false)]
    [InlineData("2.0", true)]
    [InlineData("2.9", true)]
    [InlineData("3.0", false)]
    public void An_advisory_affects_from_its_first_version_up_to_the_fix(string version, bool affected)
    {
        var advisory = new Advisory { Name = "CVE-1", Ecosystem = Ecosystem.NuGet, Package = "npgsql", Introduced = "2.0", Fixed = "3.0", Severity = "HIGH" };

        Assert.Equal(affected, advisory.Affects(new Package(Ecosystem.NuGet, "Npgsql", "Npgsql", version)));
    }

    [Fact]
    public void The_worst_findings_come_first()
    {
        Advisory Of(string name, string severity) => new() { Name = name, Ecosystem = Ecosystem.NuGet, Package = "A", Severity = severity };
        var package = new Package(Ecosystem.NuGet, "A", "A", "1.0");

        var findings = ImageScanner.Match([package], [Of("CVE-2", "LOW"), Of("CVE-1", "CRITICAL"), Of("CVE-3", "HIGH")]);
        Assert.Equal(["CVE-1", "CVE-3", "CVE-2"], findings.Select(finding => finding.Name));
    }

    private static IReadOnlyList<Package> Read(string path, string content) => Inventory.Read([KeyValuePair.Create(path, content)]);
}
