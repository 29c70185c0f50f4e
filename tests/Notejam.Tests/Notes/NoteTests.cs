using System.Globalization;
using System.Net;
using Notejam.Data;
using Notejam.Notes;
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

        var created = await client.SubmitAsync("/notes/create/", ("name", "Party <ideas>"), ("text", "Balloons\n  & cake"), ("pad", ""));
        Assert.Equal("/", created.Location);
        var home = await client.GetAsync("/");
        Assert.Equal(("Note is successfully created", "All notes (1)"), (home.Flash, home.Heading));
        Assert.Null((await client.GetAsync("/")).Flash);
        var path = home.NoteLinks.Single().Path;
        var view = await client.GetAsync(path);
        Assert.Equal("Party <ideas>", view.Heading);
        Assert.Equal("Balloons\n  & cake", view.Text!.ReplaceLineEndings("\n"));
        Assert.StartsWith("Last edited: Today at ", view.Document.QuerySelector(".edited")!.TextContent, StringComparison.Ordinal);

        var edited = await client.SubmitAsync($"{path}edit/", ("name", "Party"), ("text", "Cake"), ("pad", ""));
        Assert.Equal(path, edited.Location);
        view = await client.GetAsync(path);
        Assert.Equal(("Note is successfully updated", "Party", "Cake"), (view.Flash, view.Heading, view.Text));

        var deleted = await client.SubmitAsync($"{path}delete/");
        Assert.Equal("/", deleted.Location);
        var list = await client.GetAsync("/");
        Assert.Equal("Note is successfully deleted", list.Flash);
        Assert.Empty(list.NoteNames);
        Assert.Equal(HttpStatusCode.NotFound, (await client.GetAsync(path)).Status);
    }

    [Fact]
    public async Task A_note_of_a_pad_is_created_there_and_listed_there_and_at_home()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Trips");
        var created = await client.SubmitAsync("/notes/create/", ("name", "Legoland"), ("text", "t"), ("pad", Text(pad)));
        Assert.Equal($"/pads/{pad}/", created.Location);
        var page = await client.GetAsync(created.Location!);
        Assert.Equal(("Note is successfully created", "Trips (1)"), (page.Flash, page.Heading));
        Assert.Equal(["Legoland"], page.NoteNames);
        await client.WriteAsync("Party ideas");
        var home = await client.GetAsync("/?order=name");
        Assert.Equal(["Trips", "No pad"], home.Document.QuerySelectorAll("td.pad").Select(cell => cell.TextContent.Trim()));
        Assert.Equal(["Legoland"], (await client.GetAsync($"/pads/{pad}/")).NoteNames);
    }

    [Fact]
    public async Task The_edit_form_shows_the_note()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Trips");
        var path = await client.WriteAsync("Trips", "\nLegoland <3", pad);
        var page = await client.GetAsync($"{path}edit/");
        // The first line break of a text area does not count in HTML: the note's own must still be there.
        Assert.Equal(("Trips", "\nLegoland <3", Text(pad)), (page.Value("name"), page.Value("text")!.ReplaceLineEndings("\n"), page.Value("pad")));
    }

    [Fact]
    public async Task A_note_moves_between_pads()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var (first, second) = (await client.MakePadAsync("First"), await client.MakePadAsync("Second"));
        var path = await client.WriteAsync("Wanderer", "t", first);
        await client.SubmitAsync($"{path}edit/", ("name", "Wanderer"), ("text", "t"), ("pad", Text(second)));
        Assert.Empty((await client.GetAsync($"/pads/{first}/")).NoteNames);
        Assert.Equal(["Wanderer"], (await client.GetAsync($"/pads/{second}/")).NoteNames);
        await client.SubmitAsync($"{path}edit/", ("name", "Wanderer"), ("text", "t"), ("pad", ""));
        Assert.Empty((await client.GetAsync($"/pads/{second}/")).NoteNames);
    }

    [Fact]
    public async Task The_link_of_a_pad_chooses_it_in_the_form()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Trips");
        Assert.Equal(Text(pad), (await client.GetAsync($"/notes/create/?pad={pad}")).Value("pad"));
        Assert.Equal("", (await client.GetAsync("/notes/create/?pad=nonsense")).Value("pad"));
    }

    [Theory]
    [InlineData("", "c a b")]
    [InlineData("?order=-updated_at", "c a b")]
    [InlineData("?order=updated_at", "b a c")]
    [InlineData("?order=name", "a b c")]
    [InlineData("?order=-name", "c b a")]
    [InlineData("?order=nonsense", "c a b")]
    public async Task Notes_are_listed_in_the_order_that_was_asked_for(string query, string names)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Pad");
        foreach (var name in new[] { "b", "a", "c" }) await client.WriteAsync(name, pad: pad);
        var list = await client.GetAsync($"/{query}");
        Assert.Equal("All notes (3)", list.Heading);
        Assert.Equal(names.Split(' '), list.NoteNames);
        Assert.Equal(names.Split(' '), (await client.GetAsync($"/pads/{pad}/{query}")).NoteNames);
    }

    [Fact]
    public async Task A_long_list_has_pages_that_keep_the_order()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        for (var index = 0; index <= NoteList.PageSize; index++) await client.WriteAsync($"n{index:00}");
        var first = await client.GetAsync("/?order=name");
        Assert.Equal($"All notes ({NoteList.PageSize + 1})", first.Heading);
        Assert.Equal(NoteList.PageSize, first.NoteNames.Count);
        var next = first.Document.QuerySelector("a[rel=next]")!.GetAttribute("href")!;
        Assert.Equal([$"n{NoteList.PageSize:00}"], (await client.GetAsync(next)).NoteNames);
        Assert.Equal([$"n{NoteList.PageSize:00}"], (await client.GetAsync("/?order=name&page=99999999")).NoteNames);
        Assert.Equal(first.NoteNames, (await client.GetAsync("/?order=name&page=-1")).NoteNames);
    }

    [Theory]
    [InlineData(" ", "", "", "Name is required", "Text is required")]
    [InlineData("n", "t", "nonsense", "Select one of your pads")]
    [InlineData("n", "t", "9223372036854775807", "Select one of your pads")]
    public async Task A_note_that_cannot_be_written_says_why(string name, string text, string pad, params string[] errors)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var page = await client.SubmitAsync("/notes/create/", ("name", name), ("text", text), ("pad", pad));
        Assert.Equal(HttpStatusCode.OK, page.Status);
        Assert.Equal(errors, page.Errors);
        Assert.Equal("All notes (0)", (await client.GetAsync("/")).Heading);
    }

    [Fact]
    public async Task What_is_too_long_is_refused()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var page = await client.SubmitAsync("/notes/create/", ("name", new string('n', Note.NameLength + 1)), ("text", new string('t', Note.TextLength + 1)));
        Assert.Equal(["Name is too long: use 100 characters or fewer", "Text is too long: use 100000 characters or fewer"], page.Errors);
        await client.WriteAsync(new string('n', Note.NameLength), new string('t', Note.TextLength));
    }

    [Theory]
    [InlineData(2_000_000)]
    [InlineData(50_000_000)]
    public async Task Whoever_sends_far_too_much_is_told_so(int length)
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var huge = await client.PostAsync("/notes/create/", await client.ForgeAsync(("name", "n"), ("text", new string('t', length))));
        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, huge.Status);
        Assert.Equal("Too much at once", huge.Heading);
    }

    [Fact]
    public async Task A_character_that_cannot_be_stored_is_a_bad_request()
    {
        using var client = notejam.NewClient();
        await client.EnterAsync();
        Assert.Equal(HttpStatusCode.BadRequest, (await client.SubmitAsync("/notes/create/", ("name", "n\0"), ("text", "t"))).Status);
    }

    private static string Text(long id) => id.ToString(CultureInfo.InvariantCulture);
}
