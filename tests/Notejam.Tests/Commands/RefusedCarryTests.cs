using Notejam.Tests.Servers;

namespace Notejam.Tests.Commands;

/// <summary>What is not carried, and changes nothing.</summary>
public sealed class RefusedCarryTests(NotejamFixture notejam) : CarrySuite(notejam)
{
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
    public async Task Another_schema_version_changes_nothing_and_both_are_told()
    {
        var (there, here) = (await NewDatabaseAsync(), await NewDatabaseAsync());
        await FillAsync(there);
        await FillAsync(here, users: 1);
        var version = (string)(await ScalarAsync(there, """INSERT INTO "__EFMigrationsHistory" VALUES ('20990101000000_Later', '10') RETURNING (SELECT max("MigrationId") FROM "__EFMigrationsHistory")"""))!;
        var exported = (await JsonAsync(there, "export", Bucket.ExportList(1)))["export"]!;
        await ChangesNothingAsync(here, Bucket.ImportList(1, (string?)exported["sha256"]), $"the content is of schema version 20990101000000_Later, this database of {version}: roll out the same release at both places");
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
    public async Task Tables_that_no_order_loads_are_not_exported()
    {
        var there = await NewDatabaseAsync();
        await ExecuteAsync(there, "CREATE TABLE hen (id int PRIMARY KEY); CREATE TABLE egg (id int PRIMARY KEY, hen int REFERENCES hen); ALTER TABLE hen ADD egg int REFERENCES egg");
        var result = await RefusedAsync(there, "export", Bucket.ExportList(1));
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
        Bucket.Hold(last);
        var before = await StateAsync(here);

        await using (var import = NotejamProcess.Start(here, "import", Bucket.ImportList((int)exported["parts"]!, (string?)exported["sha256"])))
        {
            await Eventually.HoldsAsync("the import waits for its last part", () => Task.FromResult(Bucket.Requests.Contains($"GET {last}")));
            Assert.False(import.HasEnded);
            await import.StopAsync();
        }

        Assert.Equal(before, await StateAsync(here));
    }

    [Fact]
    public async Task A_database_without_a_schema_is_neither_exported_nor_imported_to()
    {
        var there = await NewDatabaseAsync();
        var bare = (Fixture.Settings with { Database = await Fixture.Postgres.CreateDatabaseAsync() }).ToEnvironment();
        Assert.Contains("Cannot export the content: this database has no schema", (await RefusedAsync(bare, "export", Bucket.ExportList(1))).Error, StringComparison.Ordinal);
        Assert.Contains("this database of none: roll out the same release", (await RefusedAsync(bare, "import", await ExportedAsync(there))).Error, StringComparison.Ordinal);
    }
}
