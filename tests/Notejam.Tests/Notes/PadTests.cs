using System.Net;
using Notejam.Data;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Notes;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class PadTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_pad_is_created_viewed_and_renamed()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var created = await client.SubmitAsync("/pads/create/", ("name", "Kids & <co>"));
        var page = await client.GetAsync(created.Location!);
        Assert.Equal(("Pad is successfully created", "Kids & <co> (0)"), (page.Flash, page.Heading));
        Assert.Equal(["Kids & <co>"], page.PadNames);

        Assert.Equal("Kids & <co>", (await client.GetAsync($"{created.Location}edit/")).Value("name"));
        var edited = await client.SubmitAsync($"{created.Location}edit/", ("name", "Kids"));
        Assert.Equal(created.Location, edited.Location);
        page = await client.GetAsync(edited.Location!);
        Assert.Equal(("Pad is successfully updated", "Kids (0)"), (page.Flash, page.Heading));
    }

    [Theory]
    [InlineData(0, "There are no notes in it.")]
    [InlineData(1, "The note in it will be deleted as well.")]
    [InlineData(3, "All 3 notes in it will be deleted as well.")]
    public async Task A_deleted_pad_takes_its_notes_with_it_after_saying_so(int count, string consequence)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Doomed");
        for (var index = 0; index < count; index++) await client.WriteAsync($"n{index}", pad: pad);
        await client.WriteAsync("Survivor");

        Assert.Equal(consequence, (await client.GetAsync($"/pads/{pad}/delete/")).Document.QuerySelector("main strong")!.TextContent);
        Assert.Equal("/", (await client.SubmitAsync($"/pads/{pad}/delete/")).Location);
        var home = await client.GetAsync("/");
        Assert.Equal("Pad is successfully deleted", home.Flash);
        Assert.Equal(["Survivor"], home.NoteNames);
        Assert.Empty(home.PadNames);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync($"/pads/{pad}/")).Status);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  ")]
    public async Task A_pad_needs_a_name(string name)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        Assert.Equal(["Name is required"], (await client.SubmitAsync("/pads/create/", ("name", name))).Errors);
        var pad = await client.MakePadAsync("Pad");
        Assert.Equal(["Name is required"], (await client.SubmitAsync($"/pads/{pad}/edit/", ("name", name))).Errors);
        Assert.Equal("Pad (0)", (await client.GetAsync($"/pads/{pad}/")).Heading);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var page = await client.SubmitAsync("/pads/create/", ("name", new string('p', Pad.NameLength + 1)));
        Assert.Equal(["Name is too long: use 100 characters or fewer"], page.Errors);
        await client.MakePadAsync(new string('p', Pad.NameLength));
    }
}
