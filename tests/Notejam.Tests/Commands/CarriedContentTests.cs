using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

/// <summary>What comes with an import, and what goes.</summary>
public sealed class CarriedContentTests(NotejamFixture notejam) : CarrySuite(notejam)
{
    [Fact]
    public async Task What_was_carried_has_the_same_inventory_and_canaries_and_gives_new_rows_fresh_ids()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await JsonAsync(there, "canary", "one");
        await JsonAsync(there, "canary", "two");
        var watermark = DateTimeOffset.UtcNow.AddMinutes(5).ToString("O");
        Assert.NotEqual(await InventoryAsync(there, watermark), await InventoryAsync(here, watermark));

        var exported = (await JsonAsync(there, "export", Bucket.ExportList(3)))["export"]!;
        Assert.Equal((1, (long)Bucket.Objects[PresignedBucket.Key(1)].Length, Bucket.Sha256(1)), ((int)exported["parts"]!, (long)exported["bytes"]!, (string?)exported["sha256"]));
        // No canary was ever written here: the table comes with the content.
        Assert.Equal(false, await ScalarAsync(here, "SELECT to_regclass('delivery.canary') IS NOT NULL"));
        var imported = (await JsonAsync(here, "import", Bucket.ImportList(1, (string?)exported["sha256"])))["import"]!;

        Assert.Equal(await InventoryAsync(there, watermark), await InventoryAsync(here, watermark));
        foreach (var table in new[] { "users", "pads", "notes", "password_resets", "data_protection_keys", "delivery.canary" })
            Assert.Equal(await ContentAsync(there, table), await ContentAsync(here, table));
        Assert.Equal(2L, await ScalarAsync(here, "SELECT count(*) FROM delivery.canary"));
        Assert.Equal(((long)exported["rows"]!, (string?)exported["schemaVersion"]), ((long)imported["rows"]!, (string?)imported["schemaVersion"]));
        Assert.Equal((long)await CountAllAsync(there), (long)exported["rows"]!);
        // The key that 'migrate' made.
        Assert.Equal(1L, (long)imported["replacedRows"]!);

        foreach (var sequence in new[] { "users_id_seq", "pads_id_seq", "notes_id_seq", "data_protection_keys_id_seq" })
            Assert.Equal(await ScalarAsync(there, $"SELECT (last_value, is_called)::text FROM {sequence}"), await ScalarAsync(here, $"SELECT (last_value, is_called)::text FROM {sequence}"));
        var last = (long)(await ScalarAsync(there, "SELECT last_value FROM users_id_seq"))!;
        Assert.Equal(last + 1, await ScalarAsync(here, "INSERT INTO users (email, password_hash, created_at) VALUES ('fresh@example.com', 'x', now()) RETURNING id"));
    }

    [Fact]
    public async Task What_was_only_here_is_gone_and_counted()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 2);
        await FillAsync(here, users: 3);
        // An environment without a backup has no canaries, and afterwards none are here.
        await JsonAsync(here, "canary", "only here");
        await ScalarAsync(here, "INSERT INTO users (email, password_hash, created_at) VALUES ('lost@example.com', 'x', now()) RETURNING id");
        var before = await CountAllAsync(here);

        var imported = await CarryAsync(there, here);
        Assert.Equal(before, (long)imported["replacedRows"]!);
        Assert.Equal((0L, 0L), (await ScalarAsync(here, "SELECT count(*) FROM users WHERE email = 'lost@example.com'"), await ScalarAsync(here, "SELECT count(*) FROM delivery.canary")));
        Assert.Equal(await ContentAsync(there, "users"), await ContentAsync(here, "users"));
    }

    [Fact]
    public async Task Sessions_from_before_end_because_a_users_number_may_be_somebody_elses_now()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await using var redis = await StackExchange.Redis.ConnectionMultiplexer.ConnectAsync(Cache.ToRedis());
        var keys = redis.GetDatabase();
        Assert.True(await keys.StringSetAsync("notejam:session", "of user 1") && await keys.StringSetAsync("another's", "kept"));
        await CarryAsync(there, here);
        Assert.Equal((false, true), (await keys.KeyExistsAsync("notejam:session"), await keys.KeyExistsAsync("another's")));
    }

    [Fact]
    public async Task What_is_written_during_an_export_is_not_in_it()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        var before = await ContentAsync(there, "users") + await ContentAsync(there, "notes");
        var hold = Bucket.Hold(PresignedBucket.Key(1));
        var export = ExportInPartsAsync(there);
        await Eventually.HoldsAsync("the export stores its first part", () => Task.FromResult(Bucket.Requests.Contains($"PUT {PresignedBucket.Key(1)}")));
        await ExecuteAsync(there, "DELETE FROM notes WHERE id % 2 = 0; INSERT INTO users (email, password_hash, created_at) VALUES ('late@example.com', 'x', now())");
        hold.SetResult();
        var exported = await export;
        await JsonAsync(here, "import", Bucket.ImportList((int)exported["parts"]!, (string?)exported["sha256"]));
        Assert.Equal(before, await ContentAsync(here, "users") + await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task An_ordinary_user_who_owns_the_database_exports_and_imports()
    {
        var name = $"ordinary_{Guid.NewGuid():N}";
        await ExecuteAsync(Fixture.Settings.ToEnvironment(), $"CREATE ROLE {name} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}'");
        var databases = new List<Dictionary<string, string?>>();
        foreach (var _ in new[] { "there", "here" })
        {
            var environment = (Fixture.Settings with { Database = await Fixture.Postgres.CreateDatabaseAsync() }).ToEnvironment();
            await ExecuteAsync(environment, $"ALTER DATABASE {environment["Database__Name"]} OWNER TO {name}");
            environment["Database__Username"] = name;
            Assert.True((await NotejamProcess.RunAsync(environment, "migrate")).Succeeded);
            databases.Add(environment);
        }

        await FillAsync(databases[0]);
        await JsonAsync(databases[0], "canary", "test");
        await CarryAsync(databases[0], databases[1]);
        foreach (var table in new[] { "users", "notes", "data_protection_keys", "delivery.canary" })
            Assert.Equal(await ContentAsync(databases[0], table), await ContentAsync(databases[1], table));
    }

    [Fact]
    public async Task Always_generated_ids_keep_their_values_generated_columns_are_made_again_and_deferrable_circles_load()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        const string Schema = """
            CREATE SCHEMA IF NOT EXISTS delivery;
            CREATE TABLE delivery.hen (id bigint PRIMARY KEY GENERATED ALWAYS AS IDENTITY, weight int, twice int GENERATED ALWAYS AS (weight * 2) STORED, mother bigint REFERENCES delivery.hen);
            CREATE TABLE delivery.egg (id bigint PRIMARY KEY, hen bigint REFERENCES delivery.hen DEFERRABLE);
            ALTER TABLE delivery.hen ADD egg bigint REFERENCES delivery.egg DEFERRABLE;
            """;
        await ExecuteAsync(there, Schema);
        await ExecuteAsync(here, Schema);
        await ExecuteAsync(there, """
            INSERT INTO delivery.hen (weight) SELECT 1 FROM generate_series(1, 9);
            DELETE FROM delivery.hen WHERE id < 8;
            UPDATE delivery.hen SET mother = 9 WHERE id = 8;
            INSERT INTO delivery.egg VALUES (5, 8);
            UPDATE delivery.hen SET egg = 5, weight = 7;
            """);
        await CarryAsync(there, here);
        Assert.Equal(await ContentAsync(there, "delivery.hen"), await ContentAsync(here, "delivery.hen"));
        Assert.Equal(14, await ScalarAsync(here, "SELECT twice FROM delivery.hen WHERE id = 8"));
        Assert.Equal(10L, await ScalarAsync(here, "INSERT INTO delivery.hen (weight) VALUES (1) RETURNING id"));
    }

    [Fact]
    public async Task Tables_that_somebody_writes_are_waited_for()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await FillAsync(here, users: 1);
        var list = await ExportedAsync(there);
        await using var source = Source(here);
        await using var connection = await source.OpenConnectionAsync();
        await using var transaction = await connection.BeginTransactionAsync();
        await using (var write = new NpgsqlCommand("INSERT INTO users (email, password_hash, created_at) VALUES ('late@example.com', 'x', now())", connection)) await write.ExecuteNonQueryAsync();
        var before = await CountAllAsync(here);
        var import = JsonAsync(here, "import", list);
        await Eventually.HoldsAsync("the import waits", async () => (bool)(await ScalarAsync(here, "SELECT EXISTS (SELECT FROM pg_locks WHERE NOT granted AND relation = 'users'::regclass)"))!);
        await transaction.CommitAsync();
        Assert.Equal(before + 1, (long)(await import)["import"]!["replacedRows"]!);
        Assert.Equal(await ContentAsync(there, "users"), await ContentAsync(here, "users"));
    }
}
