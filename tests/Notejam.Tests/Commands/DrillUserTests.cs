using System.Net;
using System.Text.Json.Nodes;
using Notejam.Accounts;
using Notejam.Tests.Client;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class DrillUserTests(NotejamFixture notejam)
{
    [Fact]
    public async Task In_a_restored_copy_the_drills_user_signs_in_and_reads_the_newest_canary()
    {
        var environment = await NewDatabaseAsync();
        await JsonAsync(environment, "canary", "before backup");
        var canary = (await JsonAsync(environment, "canary", "before backup"))["canary"]!;
        environment["Mail__Sealed"] = "true";
        var user = (await JsonAsync(environment, "drill-user", "abcde"))["drillUser"]!;
        Assert.Equal((DrillUser.Email, (string?)canary["id"]), ((string?)user["email"], (string?)user["canary"]!["id"]));

        await using var app = await NotejamProcess.StartAsync(environment);
        using var client = new NotejamClient(app.Address);
        Assert.Equal(HttpStatusCode.OK, (await SignInAsync(client, "another drill", environment)).Status);
        Assert.Equal(HttpStatusCode.Redirect, (await SignInAsync(client, "abcde", environment)).Status);
        var note = await client.GetAsync($"/notes/{user["canary"]!["noteId"]}/");
        Assert.Contains((string)canary["id"]!, note.Document.DocumentElement.TextContent, StringComparison.Ordinal);
        Assert.Contains("before backup", note.Document.DocumentElement.TextContent, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_mail_is_not_sealed_nobody_is_let_in()
    {
        var environment = await NewDatabaseAsync();
        await JsonAsync(environment, "canary", "test");
        var result = await NotejamProcess.RunAsync(environment, "drill-user", "abcde");
        Assert.Equal(1, result.ExitCode);
        Assert.Contains("drill-user is for a restored copy, and this is none", result.Error, StringComparison.Ordinal);
        Assert.Equal("", await ScalarAsync(environment, $"SELECT password_hash FROM users WHERE email = '{DrillUser.Email}'"));
    }

    [Fact]
    public async Task Who_signed_up_under_its_name_is_put_out_by_the_next_canary()
    {
        var environment = await NewDatabaseAsync();
        await ScalarAsync(environment, $"INSERT INTO users (email, password_hash, created_at) VALUES ('{DrillUser.Email}', 'somebody', now()) RETURNING id");
        await JsonAsync(environment, "canary", "test");
        Assert.Equal("", await ScalarAsync(environment, "SELECT password_hash FROM users"));
        var stamp = (Guid)(await ScalarAsync(environment, "SELECT session_stamp FROM users"))!;
        await JsonAsync(environment, "canary", "test");
        Assert.Equal(stamp, await ScalarAsync(environment, "SELECT session_stamp FROM users"));
    }

    [Fact]
    public async Task Twenty_of_its_notes_are_kept_and_the_newest_is_among_them()
    {
        var environment = await NewDatabaseAsync();
        await JsonAsync(environment, "canary", "first");
        await ScalarAsync(environment, "INSERT INTO notes (user_id, name, text, created_at, updated_at) SELECT id, 'old', '', now() - interval '1 day', now() - interval '1 day' FROM users, generate_series(1, 30) RETURNING id");
        var newest = (await JsonAsync(environment, "canary", "last"))["canary"]!;
        Assert.Equal(20L, await ScalarAsync(environment, "SELECT count(*) FROM notes"));
        Assert.Equal($"Canary {newest["id"]}", await ScalarAsync(environment, "SELECT name FROM notes ORDER BY updated_at DESC LIMIT 1"));
    }

    [Fact]
    public async Task A_backup_that_is_older_than_canaries_lets_the_user_in_without_one()
    {
        var environment = await NewDatabaseAsync();
        environment["Mail__Sealed"] = "true";
        var user = (await JsonAsync(environment, "drill-user", "abcde"))["drillUser"]!;
        Assert.Null(user["canary"]);
        // A drill that is gone on with asks again.
        Assert.Equal(user.ToJsonString(), (await JsonAsync(environment, "drill-user", "abcde"))["drillUser"]!.ToJsonString());
    }

    [Fact]
    public async Task The_inventory_leaves_its_password_out_so_that_a_drill_changes_nothing_that_is_compared()
    {
        var environment = await NewDatabaseAsync();
        environment["Mail__Sealed"] = "true";
        await JsonAsync(environment, "canary", "test");
        var before = (await JsonAsync(environment, "inventory"))["inventory"]!["tables"]!.ToJsonString();
        await JsonAsync(environment, "drill-user", "abcde");
        Assert.Equal(before, (await JsonAsync(environment, "inventory"))["inventory"]!["tables"]!.ToJsonString());
    }

    private static Task<NotejamPage> SignInAsync(NotejamClient client, string drillId, Dictionary<string, string?> environment) =>
        client.SubmitAsync("/signin/", ("email", DrillUser.Email), ("password", DrillUser.PasswordOf(drillId, environment["Database__Password"]!)));

    private static async Task<JsonNode> JsonAsync(Dictionary<string, string?> environment, params string[] command)
    {
        var result = await NotejamProcess.RunAsync(environment, command);
        Assert.True(result.Succeeded, result.Error);
        return JsonNode.Parse(Assert.Single(result.Output.TrimEnd().Split('\n')))!;
    }

    private async Task<Dictionary<string, string?>> NewDatabaseAsync()
    {
        var environment = (notejam.Settings with { Database = await notejam.Postgres.CreateDatabaseAsync() }).ToEnvironment();
        Assert.True((await NotejamProcess.RunAsync(environment, "migrate")).Succeeded);
        return environment;
    }

    private async Task<object?> ScalarAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
