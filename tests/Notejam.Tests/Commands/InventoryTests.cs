using System.Text.Json.Nodes;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class InventoryTests(NotejamFixture notejam)
{
    [Fact]
    public async Task The_inventory_of_an_unchanged_database_is_the_same_again_and_another_after_any_change()
    {
        var environment = await NewDatabaseAsync();
        await ExecuteAsync(environment, "INSERT INTO users (email, password_hash, created_at) VALUES ('a@example.com', 'x', now())");
        var first = Tables(await InventoryAsync(environment));
        Assert.Equal(first, Tables(await InventoryAsync(environment)));
        Assert.Contains(first, table => table.StartsWith("users 1 ", StringComparison.Ordinal));

        await ExecuteAsync(environment, "UPDATE users SET password_hash = 'y'");
        var changed = Tables(await InventoryAsync(environment));
        Assert.NotEqual(first.Single(table => table.StartsWith("users ", StringComparison.Ordinal)), changed.Single(table => table.StartsWith("users ", StringComparison.Ordinal)));
        Assert.Equal(first.Where(table => !table.StartsWith("users ", StringComparison.Ordinal)), changed.Where(table => !table.StartsWith("users ", StringComparison.Ordinal)));
    }

    [Fact]
    public async Task Rows_that_were_changed_after_the_watermark_are_left_out()
    {
        var environment = await NewDatabaseAsync();
        await ExecuteAsync(environment, """
            INSERT INTO users (email, password_hash, created_at) VALUES ('b@example.com', 'x', now());
            INSERT INTO notes (user_id, name, text, created_at, updated_at) SELECT id, 'old', '', now() - interval '1 day', now() - interval '1 day' FROM users;
            INSERT INTO notes (user_id, name, text, created_at, updated_at) SELECT id, 'new', '', now(), now() FROM users;
            """);
        var before = DateTimeOffset.UtcNow.AddHours(-1).ToString("O");

        Assert.Contains(Tables(await InventoryAsync(environment)), table => table.StartsWith("notes 2 ", StringComparison.Ordinal));
        Assert.Contains(Tables(await InventoryAsync(environment, before)), table => table.StartsWith("notes 1 ", StringComparison.Ordinal));
    }

    [Fact]
    public async Task The_newest_canary_is_told_with_its_time()
    {
        var environment = await NewDatabaseAsync();
        Assert.Null((await InventoryAsync(environment))["newestCanary"]);
        await CanaryAsync(environment);
        var second = await CanaryAsync(environment);

        var inventory = await InventoryAsync(environment);
        Assert.Equal(((string?)second["id"], (string?)second["writtenAt"]), ((string?)inventory["newestCanary"]!["id"], (string?)inventory["newestCanary"]!["writtenAt"]));
        Assert.Matches(@"^\d{14}_", (string?)inventory["schemaVersion"]);
        Assert.DoesNotContain(Tables(inventory), table => table.Contains("canary", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Canaries_that_come_at_once_are_all_written()
    {
        var environment = await NewDatabaseAsync();
        var written = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => CanaryAsync(environment)));
        Assert.Equal(4, written.Select(canary => (string?)canary["id"]).Distinct().Count());
    }

    [Theory]
    [InlineData("inventory", "yesterday", "'yesterday' is not a time: write it as 2026-03-01T02:00:00Z")]
    [InlineData("canary", "", "unknown arguments 'canary'")]
    public async Task What_makes_no_sense_is_refused_in_one_line(string command, string argument, string cause)
    {
        var result = await NotejamProcess.RunAsync(notejam.Settings.ToEnvironment(), [command, .. argument.Length > 0 ? [argument] : Array.Empty<string>()]);
        Assert.Equal(1, result.ExitCode);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
        Assert.Single(result.Error.TrimEnd().Split('\n'));
    }

    private static List<string> Tables(JsonNode inventory) => [.. inventory["tables"]!.AsArray().Select(table => $"{table!["name"]} {table["rows"]} {table["checksum"]}")];

    private static async Task<JsonNode> InventoryAsync(Dictionary<string, string?> environment, params string[] watermark) => (await JsonAsync(environment, ["inventory", .. watermark]))["inventory"]!;

    private static async Task<JsonNode> CanaryAsync(Dictionary<string, string?> environment) => (await JsonAsync(environment, ["canary", "test"]))["canary"]!;

    private static async Task<JsonNode> JsonAsync(Dictionary<string, string?> environment, string[] command)
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

    private async Task ExecuteAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }
}
