using Notejam.Sandbox.Ecr.Registry;

namespace Notejam.Sandbox.Tests.Ecr;

public sealed class RegistryPathTests
{
    [Theory]
    [InlineData("/v2/notejam/manifests/v1", "notejam", "manifests", "v1")]
    [InlineData("/v2/team/notejam/blobs/sha256:00", "team/notejam", "blobs", "sha256:00")]
    [InlineData("/v2/notejam/blobs/uploads/", "notejam", "blobs", "uploads/")]
    [InlineData("/v2/notejam/tags/list", "notejam", "tags", "list")]
    public void A_path_names_repository_kind_and_reference(string path, string repository, string kind, string reference) =>
        Assert.Equal(new RegistryPath(repository, kind, reference), RegistryPath.Read(path));

    [Theory]
    [InlineData("/v2/")]
    [InlineData("/v2/notejam")]
    [InlineData("/v1/notejam/manifests/v1")]
    public void Other_paths_name_none(string path) => Assert.Null(RegistryPath.Read(path));
}
