using System.Text.Json.Nodes;
using Notejam.Commands.Carry;
using Notejam.Configuration;
using Notejam.Machine.Processes;
using Notejam.Tests.Servers;
using Npgsql;

namespace Notejam.Tests.Commands;

[Collection(NotejamSuite.Name)]
[Trait("Suite", "wire")]
public sealed class CarryTests(NotejamFixture notejam) : IAsyncLifetime
{
    /// <summary>Several parts of what the tests' databases hold.</summary>
    private const int SmallPart = 16 * 1024;

    private PresignedBucket bucket = null!;

    private CacheOptions Cache => new("127.0.0.1", notejam.Redis.Port, Tls: false, Password: null);

    public async Task InitializeAsync() => bucket = await PresignedBucket.StartAsync();

    public async Task DisposeAsync() => await bucket.DisposeAsync();

    [Fact]
    public async Task What_was_carried_has_the_same_inventory_and_canaries_and_gives_new_rows_fresh_ids()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await JsonAsync(there, "canary", "one");
        await JsonAsync(there, "canary", "two");
        var watermark = DateTimeOffset.UtcNow.AddMinutes(5).ToString("O");
        Assert.NotEqual(await InventoryAsync(there, watermark), await InventoryAsync(here, watermark));

        var exported = (await JsonAsync(there, "export", bucket.ExportList(3)))["export"]!;
        Assert.Equal((1, (long)bucket.Objects[PresignedBucket.Key(1)].Length, bucket.Sha256(1)), ((int)exported["parts"]!, (long)exported["bytes"]!, (string?)exported["sha256"]));
        // No canary was ever written here: the table comes with the content.
        Assert.Equal(false, await ScalarAsync(here, "SELECT to_regclass('delivery.canary') IS NOT NULL"));
        var imported = (await JsonAsync(here, "import", bucket.ImportList(1, (string?)exported["sha256"])))["import"]!;

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
    public async Task Without_its_cache_nothing_is_replaced()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        var list = await ExportedAsync(there);
        here["Cache__Port"] = "1";
        await ChangesNothingAsync(here, list, "the sessions in 127.0.0.1:1 cannot be ended");
    }

    [Fact]
    public async Task Several_parts_are_one_stream_each_full_but_the_last_and_stored_again_when_the_bucket_was_busy()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        bucket.Fail(PresignedBucket.Key(2), 1);
        var exported = await ExportInPartsAsync(there);
        var parts = (int)exported["parts"]!;
        Assert.InRange(parts, 3, 50);
        Assert.All(Enumerable.Range(1, parts - 1), part => Assert.Equal(SmallPart, bucket.Objects[PresignedBucket.Key(part)].Length));
        Assert.Equal(2, bucket.Requests.Count(request => request == $"PUT {PresignedBucket.Key(2)}"));
        Assert.Equal(bucket.Sha256(parts), (string?)exported["sha256"]);

        bucket.Fail(PresignedBucket.Key(3), 1);
        await JsonAsync(here, "import", bucket.ImportList(parts, (string?)exported["sha256"]));
        Assert.Equal(await ContentAsync(there, "notes"), await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task A_connection_that_breaks_is_made_again()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        var key = PresignedBucket.Key(1);
        bucket.Break(key);
        var list = await ExportedAsync(there);
        bucket.Break(key);
        await JsonAsync(here, "import", list);
        Assert.Equal([$"PUT {key}", $"PUT {key}", $"GET {key}", $"GET {key}"], bucket.Requests.Where(request => request.EndsWith(key, StringComparison.Ordinal)));
        Assert.Equal(await ContentAsync(there, "notes"), await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task What_is_written_during_an_export_is_not_in_it()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        var before = await ContentAsync(there, "users") + await ContentAsync(there, "notes");
        var hold = bucket.Hold(PresignedBucket.Key(1));
        var export = ExportInPartsAsync(there);
        await Eventually.HoldsAsync("the export stores its first part", () => Task.FromResult(bucket.Requests.Contains($"PUT {PresignedBucket.Key(1)}")));
        await ExecuteAsync(there, "DELETE FROM notes WHERE id % 2 = 0; INSERT INTO users (email, password_hash, created_at) VALUES ('late@example.com', 'x', now())");
        hold.SetResult();
        var exported = await export;
        await JsonAsync(here, "import", bucket.ImportList((int)exported["parts"]!, (string?)exported["sha256"]));
        Assert.Equal(before, await ContentAsync(here, "users") + await ContentAsync(here, "notes"));
    }

    [Fact]
    public async Task An_ordinary_user_who_owns_the_database_exports_and_imports()
    {
        var name = $"ordinary_{Guid.NewGuid():N}";
        await ExecuteAsync(notejam.Settings.ToEnvironment(), $"CREATE ROLE {name} LOGIN PASSWORD '{PostgresServer.Password.Replace("'", "''", StringComparison.Ordinal)}'");
        var databases = new List<Dictionary<string, string?>>();
        foreach (var _ in new[] { "there", "here" })
        {
            var environment = (notejam.Settings with { Database = await notejam.Postgres.CreateDatabaseAsync() }).ToEnvironment();
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
    public async Task Content_that_has_more_parts_than_the_list_has_URLs_is_told()
    {
        var there = await NewDatabaseAsync();
        await FillAsync(there, users: 20);
        await using var source = Source(there);
        var failure = await Assert.ThrowsAsync<CarryException>(() => ExportCommand.ExportAsync(source, new Uri(bucket.ExportList(2)), SmallPart));
        Assert.StartsWith($"the content has more than the 2 parts of {SmallPart} bytes that the list has URLs for", failure.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("lost", "part 2 cannot be read: HTTP 404. It is not there: export again.")]
    [InlineData("damaged", "are not what was exported")]
    [InlineData("last damaged", "are not what was exported")]
    [InlineData("shortened", "are not what was exported")]
    [InlineData("left out", "are not what was exported")]
    [InlineData("exchanged", "are not what was exported")]
    [InlineData("extended", "are not what was exported")]
    [InlineData("other hash", "are not what was exported")]
    [InlineData("no hash", "the list of parts tells no 'sha256'")]
    [InlineData("forbidden", "part 1 cannot be read: HTTP 403. Its URL has expired")]
    [InlineData("busy", "part 1 cannot be read: HTTP 503, 5 times.")]
    public async Task Parts_that_are_not_what_was_exported_change_nothing(string what, string cause)
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        await FillAsync(here, users: 1);
        var exported = await ExportInPartsAsync(there);
        var (parts, hash) = ((int)exported["parts"]!, (string?)exported["sha256"]);
        var (first, second, last) = (PresignedBucket.Key(1), PresignedBucket.Key(2), PresignedBucket.Key(parts));
        switch (what)
        {
            case "lost": bucket.Objects.Remove(second, out _); break;
            case "damaged": bucket.Objects[second][SmallPart / 2] ^= 0x55; break;
            // In the checksum and length that end a gzip stream, when all rows are there.
            case "last damaged": bucket.Objects[last][^6] ^= 0x55; break;
            case "shortened": bucket.Objects[second] = bucket.Objects[second][..100]; break;
            case "left out": parts--; break;
            case "exchanged": (bucket.Objects[first], bucket.Objects[second]) = (bucket.Objects[second], bucket.Objects[first]); break;
            case "extended": bucket.Objects[last] = [.. bucket.Objects[last], 0]; break;
            case "other hash": hash = new string('0', 64); break;
            case "no hash": hash = null; break;
            case "busy": bucket.Fail(first, 5); break;
        }

        var list = bucket.ImportList(parts, hash);
        if (what == "forbidden") bucket.Objects[new Uri(list).AbsolutePath[1..]] = System.Text.Encoding.UTF8.GetBytes($$"""{"parts": ["{{bucket.Url(first)}}0"], "sha256": "{{hash}}"}""");
        var before = await StateAsync(here);
        await using var source = Source(here);
        var failure = await Assert.ThrowsAsync<CarryException>(() => ImportCommand.ImportAsync(source, new Uri(list), Cache));
        Assert.Contains(cause, failure.Message, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was changed.", failure.Message, StringComparison.Ordinal);
        Assert.DoesNotContain(bucket.Signature, failure.ToString(), StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(here));
    }

    [Fact]
    public async Task A_damaged_part_ends_the_command_with_one_line_and_exit_code_1()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        var list = await ExportedAsync(there);
        bucket.Objects[PresignedBucket.Key(1)][300] ^= 0x55;
        await ChangesNothingAsync(here, list, "are not what was exported");
    }

    [Fact]
    public async Task Another_schema_version_changes_nothing_and_both_are_told()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await FillAsync(here, users: 1);
        var version = (string)(await ScalarAsync(there, """INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '10') RETURNING (SELECT max("MigrationId") FROM "__EFMigrationsHistory")"""))!;
        var exported = (await JsonAsync(there, "export", bucket.ExportList(1)))["export"]!;
        await ChangesNothingAsync(here, bucket.ImportList(1, (string?)exported["sha256"]), $"the content is of schema version 20990101000000_Later, this database of {version}: roll out the same release at both places");
    }

    [Fact]
    public async Task Tables_sequences_and_columns_that_only_one_side_has_change_nothing_and_are_named()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await ExecuteAsync(there, "CREATE TABLE only_there (id int)");
        await ExecuteAsync(here, "CREATE SCHEMA delivery; CREATE TABLE delivery.only_here (id int)");
        var list = await ExportedAsync(there);
        await ChangesNothingAsync(here, list, "the tables are not the same: only there public.only_there, only here delivery.only_here.");

        await ExecuteAsync(here, "CREATE TABLE only_there (id bigint); DROP TABLE delivery.only_here");
        await ChangesNothingAsync(here, list, "table public.only_there has the columns (id integer) there and (id bigint) here");

        await ExecuteAsync(here, "ALTER TABLE only_there ALTER id TYPE int; CREATE SEQUENCE delivery.numbers");
        await ChangesNothingAsync(here, list, "the sequences are not the same: only there none, only here delivery.numbers.");
    }

    [Fact]
    public async Task Rows_that_a_constraint_here_refuses_change_nothing()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await FillAsync(here, users: 1);
        await ExecuteAsync(here, "ALTER TABLE pads ADD CONSTRAINT no_pads CHECK (name <> 'pad') NOT VALID");
        await ChangesNothingAsync(here, await ExportedAsync(there), "the database answered 23514: ");
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
    public async Task Tables_that_no_order_loads_are_not_exported()
    {
        var there = await NewDatabaseAsync();
        await ExecuteAsync(there, "CREATE TABLE hen (id int PRIMARY KEY); CREATE TABLE egg (id int PRIMARY KEY, hen int REFERENCES hen); ALTER TABLE hen ADD egg int REFERENCES egg");
        var result = await RefusedAsync(there, "export", bucket.ExportList(1));
        Assert.Contains("the tables public.egg, public.hen refer to each other", result.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_import_that_is_killed_changes_nothing()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there, users: 20);
        await FillAsync(here, users: 1);
        var exported = await ExportInPartsAsync(there);
        var last = PresignedBucket.Key((int)exported["parts"]!);
        bucket.Hold(last);
        var before = await StateAsync(here);

        await using (var import = NotejamProcess.Start(here, "import", bucket.ImportList((int)exported["parts"]!, (string?)exported["sha256"])))
        {
            await Eventually.HoldsAsync("the import waits for its last part", () => Task.FromResult(bucket.Requests.Contains($"GET {last}")));
            Assert.False(import.HasEnded);
            await import.StopAsync();
        }

        Assert.Equal(before, await StateAsync(here));
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

    [Fact]
    public async Task A_database_without_a_schema_is_neither_exported_nor_imported_to()
    {
        var there = await NewDatabaseAsync();
        var bare = (notejam.Settings with { Database = await notejam.Postgres.CreateDatabaseAsync() }).ToEnvironment();
        Assert.Contains("Cannot export the content: this database has no schema", (await RefusedAsync(bare, "export", bucket.ExportList(1))).Error, StringComparison.Ordinal);
        Assert.Contains("this database of none: roll out the same release", (await RefusedAsync(bare, "import", await ExportedAsync(there))).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("export")]
    [InlineData("import")]
    public async Task A_command_line_that_makes_no_sense_is_refused_and_not_quoted(string command)
    {
        var environment = notejam.Settings.ToEnvironment();
        var url = bucket.ExportList(1);
        Assert.Equal($"Notejam cannot start: '{command}' takes the http or https address of the list of parts, and what it was given is none\n", (await RefusedAsync(environment, command, "ftp" + url)).Error);
        Assert.Contains($"unknown arguments '{command}'", (await RefusedAsync(environment, command)).Error, StringComparison.Ordinal);
        Assert.Contains($"unknown arguments '{command} <url> twice'", (await RefusedAsync(environment, command, url, "twice")).Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""{"parts": ["s3://bucket/key"]}""", "its entry 1 is no http or https address")]
    [InlineData("""{"parts": []}""", "the list of parts is empty")]
    [InlineData("""["https://example.com"]""", "the list of parts is not JSON such as")]
    [InlineData("nothing", "the list of parts is not JSON such as")]
    [InlineData(null, "the list of parts cannot be read: HTTP 404.")]
    public async Task A_list_that_is_none_is_told(string? list, string cause)
    {
        var environment = await NewDatabaseAsync();
        if (list is not null) bucket.Objects["list"] = System.Text.Encoding.UTF8.GetBytes(list);
        Assert.Contains(cause, (await RefusedAsync(environment, "export", bucket.Url("list"))).Error, StringComparison.Ordinal);
        Assert.Contains(cause, (await RefusedAsync(environment, "import", bucket.Url("list"))).Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_bucket_that_nobody_reaches_is_not_taken_for_the_database()
    {
        var result = await RefusedAsync(notejam.Settings.ToEnvironment(), "export", $"http://127.0.0.1:{FreePort.Find()}/?X-Amz-Signature={bucket.Signature}");
        Assert.Contains("Cannot export the content: the list of parts cannot be read: the connection failed (ConnectionError), 5 times.", result.Error, StringComparison.Ordinal);
    }

    private async Task ChangesNothingAsync(Dictionary<string, string?> environment, string list, string cause)
    {
        var before = await StateAsync(environment);
        var result = await RefusedAsync(environment, "import", list);
        Assert.StartsWith("Cannot import the content: ", result.Error, StringComparison.Ordinal);
        Assert.Contains(cause, result.Error, StringComparison.Ordinal);
        Assert.EndsWith(" Nothing was changed.\n", result.Error, StringComparison.Ordinal);
        Assert.Equal(before, await StateAsync(environment));
    }

    private async Task<ProcessResult> RefusedAsync(Dictionary<string, string?> environment, params string[] command)
    {
        var result = await RunAsync(environment, command);
        Assert.Equal((1, ""), (result.ExitCode, result.Output));
        Assert.Single(result.Error.TrimEnd().Split('\n'));
        return result;
    }

    private async Task<ProcessResult> RunAsync(Dictionary<string, string?> environment, string[] command)
    {
        var result = await NotejamProcess.RunAsync(environment, command);
        Assert.DoesNotContain(bucket.Signature, result.Output + result.Error, StringComparison.Ordinal);
        return result;
    }

    private async Task<JsonNode> JsonAsync(Dictionary<string, string?> environment, params string[] command)
    {
        var result = await RunAsync(environment, command);
        Assert.True(result.Succeeded, result.Error);
        return JsonNode.Parse(Assert.Single(result.Output.TrimEnd().Split('\n')))!;
    }

    private async Task<JsonNode> CarryAsync(Dictionary<string, string?> there, Dictionary<string, string?> here) =>
        (await JsonAsync(here, "import", await ExportedAsync(there)))["import"]!;

    /// <summary>Exports as one part; returns the URL of the list to import it by.</summary>
    private async Task<string> ExportedAsync(Dictionary<string, string?> environment) =>
        bucket.ImportList(1, (string?)(await JsonAsync(environment, "export", bucket.ExportList(1)))["export"]!["sha256"]);

    private async Task<JsonNode> ExportInPartsAsync(Dictionary<string, string?> environment)
    {
        await using var source = Source(environment);
        return JsonNode.Parse(await ExportCommand.ExportAsync(source, new Uri(bucket.ExportList(50)), SmallPart))!["export"]!;
    }

    private async Task<string> InventoryAsync(Dictionary<string, string?> environment, string watermark)
    {
        var inventory = (await JsonAsync(environment, "inventory", watermark))["inventory"]!;
        return $"{inventory["schemaVersion"]} {inventory["tables"]!.ToJsonString()} {inventory["newestCanary"]?.ToJsonString()}";
    }

    /// <summary>All that an import might change.</summary>
    private async Task<string> StateAsync(Dictionary<string, string?> environment)
    {
        var tables = (string[])(await ScalarAsync(environment, "SELECT array_agg(schemaname || '.\"' || tablename || '\"' ORDER BY 1) FROM pg_tables WHERE schemaname IN ('public', 'delivery')"))!;
        var sequences = (string)(await ScalarAsync(environment, "SELECT coalesce(string_agg(s::text, ' ' ORDER BY s::text), '') FROM pg_sequences s"))!;
        var contents = await Task.WhenAll(tables.Select(async table => $"{table}: {await ContentAsync(environment, table)}"));
        return $"{string.Join('\n', contents)}\n{sequences}";
    }

    private async Task<string> ContentAsync(Dictionary<string, string?> environment, string table) =>
        (string)(await ScalarAsync(environment, $"SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, ' ' ORDER BY t::text)), '') FROM {table} t"))!;

    private async Task<long> CountAllAsync(Dictionary<string, string?> environment)
    {
        var canaries = (bool)(await ScalarAsync(environment, "SELECT to_regclass('delivery.canary') IS NOT NULL"))! ? " + (SELECT count(*) FROM delivery.canary)" : "";
        return (long)(await ScalarAsync(environment, $"""
            SELECT (SELECT count(*) FROM users) + (SELECT count(*) FROM pads) + (SELECT count(*) FROM notes) + (SELECT count(*) FROM password_resets) + (SELECT count(*) FROM data_protection_keys){canaries}
            """))!;
    }

    /// <summary>Users with a pad, five notes that do not compress well, and a reset; some numbers of ids are skipped.</summary>
    private Task FillAsync(Dictionary<string, string?> environment, int users = 3) => ExecuteAsync(environment, $"""
        INSERT INTO users (email, password_hash, session_stamp, created_at) SELECT 'user' || i || '@example.com', md5(random()::text), gen_random_uuid(), now() FROM generate_series(1, {users}) i;
        SELECT nextval('notes_id_seq'), nextval('users_id_seq') FROM generate_series(1, 3);
        INSERT INTO users (email, password_hash, created_at) VALUES ('Zoë "quoted"\t@example.com', '', now());
        INSERT INTO pads (user_id, name) SELECT id, 'pad' FROM users;
        INSERT INTO notes (user_id, pad_id, name, text, created_at, updated_at)
            SELECT p.user_id, p.id, 'note ' || i, (SELECT string_agg(md5(random()::text), E'\n') FROM generate_series(1, 20 + p.id - p.id)), now(), now() FROM pads p, generate_series(1, 5) i;
        INSERT INTO password_resets (user_id, token_hash, expires_at) SELECT id, decode(md5(id::text), 'hex'), now() FROM users;
        INSERT INTO data_protection_keys (friendly_name, xml) VALUES ('key', '<key/>'), (NULL, NULL);
        """);

    private NpgsqlDataSource Source(Dictionary<string, string?> environment) => NpgsqlDataSource.Create(notejam.Postgres.ConnectionString(environment["Database__Name"]!));

    private Task<Dictionary<string, string?>> NewDatabaseAsync() => notejam.NewMigratedDatabaseAsync();

    private async Task ExecuteAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = Source(environment);
        await using var command = source.CreateCommand(sql);
        await command.ExecuteNonQueryAsync();
    }

    private async Task<object?> ScalarAsync(Dictionary<string, string?> environment, string sql)
    {
        await using var source = Source(environment);
        await using var command = source.CreateCommand(sql);
        return await command.ExecuteScalarAsync();
    }
}
