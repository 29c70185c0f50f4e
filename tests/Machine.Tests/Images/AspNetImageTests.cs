using Docker.DotNet.Models;
using Notejam.Machine.Images;
using Notejam.Machine.Tests.Support;

namespace Notejam.Machine.Tests.Images;

[Trait("Suite", "wire")]
public sealed class AspNetImageTests(RealEngine engine) : IClassFixture<RealEngine>
{
    private const string Reference = "mcr.microsoft.com/dotnet/aspnet:10.0";

    [Fact]
    public async Task Runs_the_machines_own_runtimes_as_the_app_user()
    {
        var image = await engine.Machine.Images(engine.Client).EnsureAsync(Reference);

        var run = await engine.RunAsync(new CreateContainerParameters
        {
            Image = Reference,
            User = "1654",
            Entrypoint = ["dotnet", "--list-runtimes"],
        });

        Assert.StartsWith("sha256:", image.Id, StringComparison.Ordinal);
        Assert.Equal((0, ""), (run.ExitCode, run.Error));
        Assert.Contains("Microsoft.AspNetCore.App 10.0.", run.Output, StringComparison.Ordinal);
        Assert.Contains("Microsoft.NETCore.App 10.0.", run.Output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Made_twice_it_is_the_same_image_even_after_a_run_that_was_killed()
    {
        var images = engine.Machine.Images(engine.Client);
        var reference = ImageReference.Parse(Reference);

        var first = await images.MakeAsync(reference, "a test");
        // What a killed run leaves, under the very name that the next one uses.
        var work = Directory.CreateDirectory(Path.Combine(engine.Machine.Folder, "images"));
        await File.WriteAllTextAsync(Path.Combine(work.FullName, "packages.tar"), "cut off");
        var second = await images.MakeAsync(reference, "a test");

        Assert.Equal(first, second);
        Assert.False(Directory.Exists(work.FullName));
        Assert.Equal(first, (await engine.Client.Images.InspectImageAsync(Reference)).ID);
    }
}
