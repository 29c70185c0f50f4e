using System.Text.Json.Nodes;
using Notejam.Commands.Carry;
using Notejam.Configuration;
using Notejam.Machine.Processes;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

/// <summary>What tests of <c>export</c> and <c>import</c> share: two databases, a bucket between them, and looks at all that an import might change.</summary>
[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public abstract class CarrySuite(NotejamFixture notejam) : IAsyncLifetime
{
    /// <summary>Several parts of what the tests' databases hold.</summary>
    protected const int SmallPart = 16 * 1024;

    protected NotejamFixture Fixture { get; } = notejam;

    protected PresignedBucket Bucket { get; private set; } = null!;

    protected CacheOptions Cache => new("127.0.0.1", Fixture.Redis.Port, Tls: false, Password: null);

    public async Task InitializeAsync() => Bucket = await PresignedBucket.StartAsync();

    public async Task DisposeAsync() => await Bucket.DisposeAsync();

    protected async Task ChangesNothingAsync(Dictionary<string, string?> environment, string list, string cause)
    {
        var before = await StateAsync(environment);
        var result = await RefusedAsync(environment, "import", list);
        Assert.StartsWith("Cannot import the content: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was changed.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(environment));
    }

    protected async Task<ProcessResult> RefusedAsync(Dictionary<string, string?> environment, params string[] command)
    {
        var result = await RunAsync(environment, command);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        return result;
    }

    protected async Task<ProcessResult> RunAsync(Dictionary<string, string?> environment, string[] command)
    {
        var result = await NotejamProcess.RunAsync(environment, command);
        Assert.DoesNotContain(Bucket.Signature, result.Output + result.Error, StringComparison.Ordinal);
        return result;
    }

    protected async Task<JsonNode> JsonAsync(Dictionary<string, string?> environment, params string[] command)
    {
        var result = await RunAsync(environment, command);
        Assert.True(result.Succeeded, result.Error);
        return JsonNode.Parse(Assert.Single(result.Output.TrimEnd().Split('\n')))!;
    }

    protected async Task<JsonNode> CarryAsync(Dictionary<string, string?> there, Dictionary<string, string?> here) =>
        (await JsonAsync(here, "import", await ExportedAsync(there)))["import"]!;

    /// <summary>Exports as one part; returns the URL of the list to import it by.</summary>
    protected async Task<string> ExportedAsync(Dictionary<string, string?> environment) =>
        Bucket.ImportList(1, (string?)(await JsonAsync(environment, "export", Bucket.ExportList(1)))["export"]!["sha256"]);

    protected async Task<JsonNode> ExportInPartsAsync(Dictionary<string, string?> environment)
    {
        await using var source = Source(environment);
        return JsonNode.Parse(await ExportCommand.ExportAsync(source, new Uri(Bucket.ExportList(50)), SmallPart))!["export"]!;
    }

    protected async Task<string> InventoryAsync(Dictionary<string, string?> environment, string watermark)
    {
        var inventory = (await JsonAsync(environment, "inventory", watermark))["inventory"]!;
        return $"{inventory["schemaVersion"]} {inventory["tables"]!.ToJsonString()} {inventory["newestCanary"]?.ToJsonString()}";
    }

    /// <summary>All that an import might change.</summary>
    protected async Task<string> StateAsync(Dictionary<string, string?> environment)
    {
        var tables = (string[])(await ScalarAsync(environment, "SELECT array_agg(schemaname || '.\"' || tablename || '\"' ORDER BY 1) FROM pg_tables WHERE schemaname IN ('public', 'delivery')"))!;
        var sequences = (string)(await ScalarAsync(environment, "SELECT coalesce(string_agg(s::text, ' ' ORDER BY s::text), '') FROM pg_sequences s"))!;
        var contents = await Task.WhenAll(tables.Select(async table => $"{table}: {await ContentAsync(environment, table)}"));
        return $"{string.Join('\n', contents)}\n{sequences}";
    }

    protected async Task<string> ContentAsync(Dictionary<string, string?> environment, string table) =>
        (string)(await ScalarAsync(environment, $"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM {table} t"))!;

    protected async Task<long> CountAllAsync(Dictionary<string, string?> environment)
    {
        var canaries = (bool)(await ScalarAsync(environment, "SELECT to_regclass('delivery.canary') IS NOT NULL"))! ? " + (SELECT count(*) FROM delivery.canary)" : "";
        return (long)(await ScalarAsync(environment, $"""
            SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM pads) + (SELECT count(*) FROM notes) + (SELECT count(*) FROM password_resets) + (SELECT count(*) FROM data_protection_keys){canaries}
            """))!;
    }

    /// <summary>Users with a pad, five notes that do not compress well, and a reset; some numbers of ids are skipped.</summary>
    protected Task FillAsync(Dictionary<string, string?> environment, int users = 3) => ExecuteAsync(environment, $"""
        INSERT INTO users (email, password_hash, session_stamp, created_at) SELECT 'user' || i || '@example.com', md5(random()::text), gen_random_uuid(), now() FROM generate_series(1, {users}) i;
        SELECT nextval('notes_id_seq'), nextval('users_id_seq') FROM generate_series(1, 3);
        INSERT INTO users (email, password_hash, created_at) VALUES ('Zoë "quoted"\t@example.com', '', now());
        INSERT INTO pads (user_id, name) SELECT id, 'pad' FROM users;
        INSERT INTO notes (user_id, pad_id, name, text, created_at, updated_at)
            SELECT p.user_id, p.id, 'note ' || i, (SELECT string_agg(md5(random()::text), E'\n') FROM generate_series(1, 20 + p.id - p.id)), now(), now() FROM pads p, generate_series(1, 5) i;
        INSERT INTO password_resets (user_id, token_hash, expires_at) SELECT id, decode(md5(id::text), 'hex'), now() FROM users;
        INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('key', '<key/>'), (NULL, NULL);
        """);

    protected NpgsqlDataSource Source(Dictionary<string, string?> environment) => NpgsqlDataSource.Create(Fixture.Postgres.ConnectionString(environment["Database__Name"]!));

    protected Task<Dictionary<string, string?>> NewDatabaseAsync() => Fixture.NewMigratedDatabaseAsync();

    protected async Task ExecuteAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = Source(environment);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    protected async Task<object?> ScalarAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = Source(environment);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
