using Notejam.Machine.Images;

namespace Notejam.Machine.Tests.Images;

public sealed class ImageRecipeTests
{
    private static readonly ImageRecipe Recipe = new()
    {
        Reference = "redis:7",
        Packages = ["redis-server", "dash"],
        Without = ["usr/share/i18n/*"],
        Items = [new LayerItem.Text("etc/passwd", "root"), new LayerItem.Copy("srv/1.0", "/here")],
        Configuration = new ImageConfiguration { User = "999:999" },
    };

    public static TheoryData<ImageRecipe> Others =>
    [
        Recipe with { Reference = "redis:8" },
        Recipe with { Packages = ["redis-server"] },
        Recipe with { Without = [] },
        Recipe with { Items = [new LayerItem.Text("etc/passwd", "other"), Recipe.Items[1]] },
        Recipe with { Items = [Recipe.Items[0] with { Mode = Permissions.Private }, Recipe.Items[1]] },
        Recipe with { Items = [Recipe.Items[0], new LayerItem.Copy("srv/1.1", "/here")] },
        Recipe with { Configuration = new ImageConfiguration { User = "1:1" } },
    ];

    [Theory]
    [MemberData(nameof(Others))]
    public void Another_recipe_has_another_fingerprint(ImageRecipe other) => Assert.NotEqual(Recipe.Fingerprint, other.Fingerprint);

    [Fact]
    public void The_fingerprint_is_the_same_wherever_a_folder_is_copied_from() =>
        Assert.Equal(Recipe.Fingerprint, (Recipe with { Items = [Recipe.Items[0], new LayerItem.Copy("srv/1.0", "/elsewhere")] }).Fingerprint);

    [Fact]
    public void An_image_made_here_is_outdated_unless_it_is_of_this_recipe()
    {
        Dictionary<string, string> made = new() { [BaseImages.MadeFromLabel] = BaseImages.MadeFromValue };

        Assert.True(BaseImages.IsOutdated(made, Recipe));
        Assert.True(BaseImages.IsOutdated(new Dictionary<string, string>(made) { [BaseImages.RecipeLabel] = "another" }, Recipe));
        Assert.False(BaseImages.IsOutdated(new Dictionary<string, string>(made) { [BaseImages.RecipeLabel] = Recipe.Fingerprint }, Recipe));
    }

    [Fact]
    public void An_image_from_elsewhere_or_without_a_recipe_is_never_outdated()
    {
        Assert.False(BaseImages.IsOutdated(null, Recipe));
        Assert.False(BaseImages.IsOutdated(new Dictionary<string, string> { ["maintainer"] = "somebody" }, Recipe));
        Assert.False(BaseImages.IsOutdated(new Dictionary<string, string> { [BaseImages.MadeFromLabel] = BaseImages.MadeFromValue }, recipe: null));
    }
}
