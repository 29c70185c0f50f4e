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
    public async Task It_names_its_release_and_has_a_record_of_each_package_whose_files_it_has()
    {
        var image = await engine.Machine.Images(engine.Client).EnsureAsync(Reference);
        // What is pulled has records of its own form.
        if (!await IsMadeHereAsync(image.Id)) return;

        var release = await engine.ReadFilesAsync(Reference, "/usr/lib/os-release");
        var records = await engine.ReadFilesAsync(Reference, "/var/lib/dpkg/status.d");

        Assert.Contains("VERSION_ID=", release["os-release"], StringComparison.Ordinal);
        Assert.Superset(new HashSet<string> { "base-files", "libc6", "libssl3", "tzdata", "zlib1g" }, records.Keys.Select(Path.GetFileName).ToHashSet()!);
        Assert.Matches(@"^Package: libssl3\nSource: openssl\nVersion: 3\.\S+\n", records["status.d/libssl3"]);
        // The recipe leaves all of its files out.
        Assert.DoesNotContain("status.d/mawk", records.Keys);
    }

    [Fact]
    public async Task An_image_that_another_recipe_made_is_made_again()
    {
        // A reference of the test's own: other tests use the usual ones at the same time.
        const string Outdated = "redis:7-outdated";
        using var folder = new TemporaryFolder();
        var archive = Path.Combine(folder.Path, "image.tar");
        var layer = new Layer();
        layer.Add(new LayerItem.Text("old", "image"));
        var digest = await layer.WriteAsync(Path.Combine(folder.Path, "layer.tar"));
        var labels = new Dictionary<string, string> { [BaseImages.MadeFromLabel] = BaseImages.MadeFromValue, [BaseImages.RecipeLabel] = "another" };
        var recipe = new ImageRecipe { Reference = Outdated, Packages = [], Configuration = new ImageConfiguration { Labels = labels } };
        var old = await ImageArchive.WriteAsync(archive, Path.Combine(folder.Path, "layer.tar"), digest, recipe, engine.Machine.Host.Architecture);
        await using (var stream = File.OpenRead(archive))
            await engine.Client.Images.LoadImageAsync(new ImageLoadParameters(), stream, new Progress<JSONMessage>());

        var images = engine.Machine.Images(engine.Client);
        var first = await images.EnsureAsync(Outdated);
        var second = await images.EnsureAsync(Outdated);
        await engine.Client.Images.DeleteImageAsync(Outdated, new ImageDeleteParameters { Force = true });

        Assert.Equal(ImageOrigin.Made, first.Origin);
        Assert.NotEqual(old, first.Id);
        Assert.Equal((first.Id, ImageOrigin.Present), (second.Id, second.Origin));
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

    private async Task<bool> IsMadeHereAsync(string id) =>
        (await engine.Client.Images.InspectImageAsync(id)).Config?.Labels?.ContainsKey(BaseImages.MadeFromLabel) ?? false;
}
