using Notejam.Machine.Packages;

namespace Notejam.Machine.Tests.Packages;

public sealed class PackageCatalogTests
{
    [Theory]
    [InlineData("dockerd", "docker.io iptables")]
    [InlineData("docker-registry", "docker-registry")]
    [InlineData("chromedriver", "chromium-driver")]
    [InlineData("initdb", "postgresql")]
    [InlineData("aws", "awscli")]
    [InlineData("hello", "hello")]
    public void Every_command_has_packages(string command, string packages) =>
        Assert.Equal(packages, string.Join(' ', PackageCatalog.For(command)));

    [Fact]
    public void A_package_for_two_commands_is_named_once() =>
        Assert.Equal(["docker.io", "iptables"], PackageCatalog.For(["dockerd", "iptables"]));
}
