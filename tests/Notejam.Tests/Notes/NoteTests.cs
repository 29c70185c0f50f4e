using System.Net;
using Notejam.Data;
using Notejam.Tests.Servers;

namespace Notejam.Tests.Notes;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class NoteTests(NotejamFixture notejam)
{
    [Fact]
    public async Task A_note_is_created_viewed_edited_and_deleted()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();

        var path = await client.WriteAsync("Party <ideas>", "Balloons\n  & cake");
        var view = await client.GetAsync(path);
        Assert.Equal("Note is successfully created.", view.Flash);
        Assert.Equal("Party <ideas>", view.Heading);
        Assert.Equal("Balloons\n  & cake", view.Text!.ReplaceLineEndings("\n"));
        Assert.Null((await client.GetAsync(path)).Flash);

        var edited = await client.SubmitAsync($"{path}/edit", ("Input.Name", "Party"), ("Input.Text", "Cake"));
        Assert.Equal(path, edited.Location);
        view = await client.GetAsync(path);
        Assert.Equal(("Note is successfully updated.", "Party", "Cake"), (view.Flash, view.Heading, view.Text));

        var deleted = await client.SubmitAsync($"{path}/delete");
        Assert.Equal("/", deleted.Location);
        var list = await client.GetAsync("/");
        Assert.Equal("Note is successfully deleted.", list.Flash);
        Assert.Empty(list.NoteNames);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).Status);
    }

    [Fact]
    public async Task The_edit_form_shows_the_note()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var path = await client.WriteAsync("Trips", "Legoland");
        var page = await client.GetAsync($"{path}/edit");
        Assert.Equal("Trips", page.Document.QuerySelector("input[name='Input.Name']")!.GetAttribute("value"));
        Assert.Equal("Legoland", page.Document.QuerySelector("textarea")!.TextContent.Trim());
    }

    [Theory]
    [InlineData("/", "c a b")]
    [InlineData("/?order=-updated_at", "c a b")]
    [InlineData("/?order=updated_at", "b a c")]
    [InlineData("/?order=name", "a b c")]
    [InlineData("/?order=-name", "c b a")]
    [InlineData("/?order=nonsense", "c a b")]
    public async Task Notes_are_listed_in_the_order_that_was_asked_for(string path, string names)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        foreach (var name in new[] { "b", "a", "c" }) await client.WriteAsync(name, "text");
        var list = await client.GetAsync(path);
        Assert.Equal("All notes (3)", list.Heading);
        Assert.Equal(names.Split(' '), list.NoteNames);
    }

    [Fact]
    public async Task Another_users_note_does_not_exist()
    {
        using var owner = notejam.NewClient();
        await owner.EnterAsync();
        var path = await owner.WriteAsync("Secret", "Mine");

        using var stranger = notejam.NewClient();
        await stranger.EnterAsync();
        Assert.Empty((await stranger.GetAsync("/")).NoteNames);
        foreach (var page in new[] { path, $"{path}/edit", $"{path}/delete" })
            Assert.Equal(HttpStatusCode.NotFound, (await stranger.GetAsync(page)).Status);

        // The token of a form of one's own, sent to the other's note.
        var token = (await stranger.GetAsync("/notes/create")).Document.QuerySelector("main input[type=hidden]")!.GetAttribute("value")!;
        (string, string)[] fields = [("__RequestVerificationToken", token), ("Input.Name", "Mine now"), ("Input.Text", "Ha")];
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"{path}/edit", fields)).Status);
        Assert.Equal(HttpStatusCode.NotFound, (await stranger.PostAsync($"{path}/delete", fields)).Status);
        Assert.Equal("Mine", (await owner.GetAsync(path)).Text);
    }

    [Fact]
    public async Task A_note_needs_a_name_and_a_text()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var page = await client.SubmitAsync("/notes/create", ("Input.Name", " "), ("Input.Text", ""));
        Assert.Equal(["Name is required", "Text is required"], page.Errors);
    }

    [Fact]
    public async Task A_name_that_is_too_long_is_refused()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var page = await client.SubmitAsync("/notes/create", ("Input.Name", new string('n', Note.NameLength + 1)), ("Input.Text", "t"));
        Assert.Equal(["Name is too long: use 255 characters or fewer"], page.Errors);
    }
}
