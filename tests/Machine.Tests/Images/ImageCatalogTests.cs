using Notejam.Machine.Host;
using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

public sealed class ImageCatalogTests : IDisposable
{
    private readonly TemporaryFolder _folder = new();
    private readonly RecordingRunner _runner = new RecordingRunner()
        .On("apt-cache policy postgresql", "postgresql:\n  Installed: (none)\n  Candidate: 15+248+deb12u1\n")
        .On("apt-cache policy redis-server", "redis-server:\n  Candidate: 5:7.0.15-1~deb12u10\n");

    [Theory]
    [InlineData("postgres:15", "postgresql-15")]
    [InlineData("postgres:15-alpine", "postgresql-15")]
    [InlineData("docker.io/library/postgres:15", "postgresql-15")]
    [InlineData("redis:7", "redis-server")]
    [InlineData("redis:7.0", "redis-server")]
    public async Task A_tag_that_names_Debians_version_has_a_recipe_under_the_same_reference(string reference, string package)
    {
        var recipe = await FindAsync(reference);

        Assert.Equal(reference, recipe!.Reference);
        Assert.Equal(package, recipe.Packages[0]);
    }

    [Theory]
    [InlineData("postgres:17", "has version 15. Name postgres:15")]
    [InlineData("postgres:1", "has version 15. Name postgres:15")]
    [InlineData("redis:8", "has version 7.0.15. Name redis:7")]
    public async Task Another_version_is_refused_and_the_one_to_name_is_told(string reference, string remedy)
    {
        var error = await Assert.ThrowsAsync<MachineException>(() => FindAsync(reference));

        Assert.Contains(remedy, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Other_repositories_have_no_recipe() => Assert.Null(await FindAsync("alpine:3"));

    [Fact]
    public async Task Aspnet_takes_the_newest_runtime_of_its_line_that_is_complete()
    {
        AddRuntime("9.0.9");
        AddRuntime("10.0.9");
        AddRuntime("10.0.10");
        _folder.Write("dotnet/shared/Microsoft.AspNetCore.App/10.0.11/incomplete.dll", "");

        var recipe = await FindAsync("mcr.microsoft.com/dotnet/aspnet:10.0");

        Assert.Contains("ASPNET_VERSION=10.0.10", recipe!.Configuration.Environment);
        Assert.Contains("ASPNETCORE_HTTP_PORTS=8080", recipe.Configuration.Environment);
        Assert.Contains("APP_UID=1654", recipe.Configuration.Environment);
    }

    [Fact]
    public async Task Aspnet_without_its_runtime_says_what_to_install()
    {
        AddRuntime("9.0.9");

        var error = await Assert.ThrowsAsync<MachineException>(() => FindAsync("mcr.microsoft.com/dotnet/aspnet:10.0"));

        Assert.Contains("Install the .NET SDK 10.0", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("5:7.0.15-1~deb12u10", "7.0.15")]
    [InlineData("15+248+deb12u1", "15")]
    [InlineData("17.5", "17.5")]
    public void The_upstream_version_is_read_from_Debians(string debian, string upstream) =>
        Assert.Equal(upstream, ImageCatalog.UpstreamVersion(debian));

    public void Dispose() => _folder.Dispose();

    private void AddRuntime(string version)
    {
        _folder.Write($"dotnet/shared/Microsoft.AspNetCore.App/{version}/a.dll", "");
        _folder.Write($"dotnet/shared/Microsoft.NETCore.App/{version}/n.dll", "");
        _folder.Write($"dotnet/host/fxr/{version}/libhostfxr.so", "");
    }

    private Task<ImageRecipe?> FindAsync(string reference)
    {
        HostFacts host = _folder.Debian(root: true) with
        {
            Variable = name => name == "DOTNET_ROOT" ? Path.Combine(_folder.Path, "dotnet") : null,
        };
        return new ImageCatalog(host, _runner).FindAsync(ImageReference.Parse(reference));
    }
}
