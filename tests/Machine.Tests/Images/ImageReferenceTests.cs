using Notejam.Machine.Images;

namespace Notejam.Machine.Tests.Images;

public sealed class ImageReferenceTests
{
    [Theory]
    [InlineData("redis:7", "redis", "7")]
    [InlineData("redis", "redis", "latest")]
    [InlineData("mcr.microsoft.com/dotnet/aspnet:10.0", "mcr.microsoft.com/dotnet/aspnet", "10.0")]
    [InlineData("127.0.0.1:5000/notejam", "127.0.0.1:5000/notejam", "latest")]
    [InlineData("127.0.0.1:5000/notejam:1", "127.0.0.1:5000/notejam", "1")]
    public void A_reference_has_a_repository_and_a_tag(string text, string repository, string tag) =>
        Assert.Equal(new ImageReference(repository, tag), ImageReference.Parse(text));

    [Theory]
    [InlineData("")]
    [InlineData("redis 7")]
    [InlineData("redis@sha256:0123")]
    public void Nonsense_is_refused(string text) => Assert.Throws<MachineException>(() => ImageReference.Parse(text));
}
