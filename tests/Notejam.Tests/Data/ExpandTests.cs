using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Data;

/// <summary>The version before this one goes on serving while this one's migrations are already there: its statements still work.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class ExpandTests(NotejamFixture notejam)
{
    // As EF wrote them in the version without pads.
    [Theory]
    [InlineData("INSERT INTO users (created_at, email, password_hash) VALUES (now(), 'old-' || gen_random_uuid(), 'h') RETURNING id")]
    [InlineData("INSERT INTO users (created_at, email, password_hash) VALUES (now(), left('old-' || gen_random_uuid() || repeat('x', 254), 254), 'h') RETURNING id")]
    [InlineData("SELECT u.id, u.created_at, u.email, u.password_hash FROM users AS u WHERE u.email = 'old@example.com' LIMIT 2")]
    [InlineData("INSERT INTO notes (created_at, name, text, updated_at, user_id) VALUES (now(), repeat('n', 255), 't', now(), {user}) RETURNING id")]
    [InlineData("SELECT n.id, n.created_at, n.name, n.text, n.updated_at, n.user_id FROM notes AS n WHERE n.user_id = {user} ORDER BY n.updated_at DESC, n.id")]
    [InlineData("UPDATE notes AS n SET name = 'x', text = 'y', updated_at = now() WHERE n.user_id = {user} AND n.id = {note}")]
    [InlineData("DELETE FROM notes AS n WHERE n.user_id = {user} AND n.id = {note}")]
    [InlineData("SELECT d.id, d.friendly_name, d.xml FROM data_protection_keys AS d")]
    public async Task A_statement_of_the_version_before_works(string statement)
    {
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        var user = await ScalarAsync(source, "INSERT INTO users (created_at, email, password_hash) VALUES (now(), 'old-' || gen_random_uuid(), 'h') RETURNING id");
        var pad = await ScalarAsync(source, $"INSERT INTO pads (user_id, name) VALUES ({user}, 'p') RETURNING id");
        var note = await ScalarAsync(source, $"INSERT INTO notes (created_at, name, text, updated_at, user_id, pad_id) VALUES (now(), 'n', 't', now(), {user}, {pad}) RETURNING id");
        await ScalarAsync(source, statement.Replace("{user}", $"{user}", StringComparison.Ordinal).Replace("{note}", $"{note}", StringComparison.Ordinal));
    }

    [Fact]
    public async Task A_note_that_the_version_before_changes_stays_in_its_pad()
    {
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(notejam.Settings.Database));
        using var client = notejam.NewClient();
        await client.EnterAsync();
        var pad = await client.MakePadAsync("Pad");
        var path = await client.WriteAsync("Old hand", "t", pad);
        await ScalarAsync(source, $"UPDATE notes AS n SET name = '{new string('n', 255)}', text = 'y', updated_at = now() WHERE n.id = {path.Split('/')[2]}");
        Assert.Equal([new string('n', 255)], (await client.GetAsync($"/pads/{pad}/")).NoteNames);
        Assert.Equal("y", (await client.GetAsync(path)).Text);
    }

    private static async Task<object?> ScalarAsync(NpgsqlDataSource source, string sql)
    {
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
