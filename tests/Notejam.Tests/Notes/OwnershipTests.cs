using System.Globalization;
using System.Net;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Notes;

/// <summary>What another user and a stranger can do with somebody's notes and pads: nothing, not even see that they exist.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class OwnershipTests(NotejamFixture notejam) : IAsyncLifetime
{
    private readonly NotejamClient owner = notejam.NewClient();
    private readonly NotejamClient other = notejam.NewClient();
    private long pad;
    private string note = "";

    public async Task InitializeAsync()
    {
        await owner.EnterAsync();
        await other.EnterAsync();
        pad = await owner.MakePadAsync("Private");
        note = await owner.WriteAsync("Secret", "Mine", pad);
    }

    public Task DisposeAsync()
    {
        owner.Dispose();
        other.Dispose();
        return Task.CompletedTask;
    }

    [Theory]
    [InlineData("note", "")]
    [InlineData("note", "edit/")]
    [InlineData("note", "delete/")]
    [InlineData("pad", "")]
    [InlineData("pad", "edit/")]
    [InlineData("pad", "delete/")]
    public async Task Anothers_object_does_not_exist(string what, string verb)
    {
        var path = PathOf(what) + verb;
        Assert.Equal(HttpStatusCode.OK, (await owner.GetAsync(path)).Status);
        var page = await other.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "Not found"), (page.Status, page.Heading));
        if (verb.Length > 0)
            Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(path, await other.ForgeAsync(("name", "Mine now"), ("text", "Ha")))).Status);
        await UntouchedAsync();
    }

    [Theory]
    [InlineData("note", "edit/")]
    [InlineData("pad", "edit/")]
    public async Task Nor_does_it_with_a_form_that_would_be_refused(string what, string verb) =>
        Assert.Equal(HttpStatusCode.NotFound, (await other.PostAsync(PathOf(what) + verb, await other.ForgeAsync(("name", "")))).Status);

    [Theory]
    [InlineData("note", "")]
    [InlineData("note", "edit/")]
    [InlineData("note", "delete/")]
    [InlineData("pad", "")]
    [InlineData("pad", "edit/")]
    [InlineData("pad", "delete/")]
    [InlineData("create note", "")]
    [InlineData("create pad", "")]
    public async Task A_stranger_is_sent_to_sign_in_and_changes_nothing(string what, string verb)
    {
        using var stranger = notejam.NewClient();
        var path = PathOf(what) + verb;
        Assert.Equal($"/signin/?returnUrl={Uri.EscapeDataString(path)}", (await stranger.GetAsync(path)).Location);
        var posted = await stranger.PostAsync(path, ("name", "n"), ("text", "t"));
        Assert.Equal(HttpStatusCode.Redirect, posted.Status);
        Assert.StartsWith("/signin/", posted.Location, StringComparison.Ordinal);
        await UntouchedAsync();
    }

    [Fact]
    public async Task No_note_gets_into_anothers_pad()
    {
        var created = await other.SubmitAsync("/notes/create/", ("name", "Spy"), ("text", "t"), ("pad", Id(pad)));
        Assert.Equal(["Select one of your pads"], created.Errors);
        var own = await other.WriteAsync("Own");
        var edited = await other.SubmitAsync($"{own}edit/", ("name", "Own"), ("text", "t"), ("pad", Id(pad)));
        Assert.Equal(["Select one of your pads"], edited.Errors);
        Assert.Equal("", (await other.GetAsync($"/notes/create/?pad={pad}")).Value("pad"));
        Assert.DoesNotContain("Private", (await other.GetAsync("/")).Document.DocumentElement.TextContent, StringComparison.Ordinal);
        await UntouchedAsync();
    }

    [Fact]
    public async Task The_database_itself_refuses_a_note_in_anothers_pad()
    {
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        var own = await other.WriteAsync("Own");
        await using var command = source.CreateCommand("UPDATE notes SET pad_id = $1 WHERE id = $2");
        command.Parameters.Add(new() { Value = pad });
        command.Parameters.Add(new() { Value = long.Parse(own.Split('/')[2], CultureInfo.InvariantCulture) });
        var refusal = await Assert.ThrowsAsync<PostgresException>(() => command.ExecuteNonQueryAsync());
        Assert.Equal(PostgresErrorCodes.ForeignKeyViolation, refusal.SqlState);
    }

    [Theory]
    [InlineData("/notes/0/")]
    [InlineData("/notes/99999999999999999999/")]
    [InlineData("/notes/x/")]
    [InlineData("/pads/0/edit")]
    [InlineData("/nowhere/")]
    public async Task What_does_not_exist_is_a_page_that_says_so(string path)
    {
        var page = await owner.GetAsync(path);
        Assert.Equal((HttpStatusCode.NotFound, "Not found"), (page.Status, page.Heading));
    }

    private string PathOf(string what) => what switch
    {
        "note" => note,
        "pad" => $"/pads/{pad}/",
        "create note" => "/notes/create/",
        _ => "/pads/create/",
    };

    private async Task UntouchedAsync()
    {
        var list = await owner.GetAsync($"/pads/{pad}/");
        Assert.Equal("Private (1)", list.Heading);
        Assert.Equal(["Secret"], list.NoteNames);
        Assert.Equal("Mine", (await owner.GetAsync(note)).Text);
    }

    private static string Id(long id) => id.ToString(CultureInfo.InvariantCulture);
}
