using Amazon.RDS;
using Notejam.Hooks.Configuration;
using Notejam.Hooks.Database;
using Notejam.Hooks.Runtime;
using Notejam.Hooks.Tests.Support;
using Notejam.Pipeline.Tests.Support;
using Npgsql;

namespace Notejam.Hooks.Tests.Database;

[Trait("Suite", "wire")]
public sealed class DatabaseUsersTests(DatabaseServer server) : IClassFixture<DatabaseServer>, IAsyncLifetime, IDisposable
{
    private const string MakeNotes = "CREATE TABLE notes (text text)";
    private readonly FakeAws _aws = new();
    private readonly StringWriter _log = new();
    private DatabaseAddress _address = null!;

    private DatabaseCredentials First => new(_address.Master, DatabaseServer.FirstPassword);

    public async Task InitializeAsync()
    {
        server.Serve(_aws);
        _address = await server.CreateAsync();
    }

    public Task DisposeAsync() => Task.CompletedTask;

    public void Dispose()
    {
        _aws.Dispose();
        _log.Dispose();
    }

    [Fact]
    public async Task Two_users_take_turns_and_the_one_that_serves_is_never_locked_out()
    {
        var users = Users();
        var current = First;
        await server.RunAsync(_address, First, MakeNotes);
        for (var turn = 0; turn < 4; turn++)
        {
            var pending = users.Next(current.ToSecret());
            await users.SetAsync(pending, current.ToSecret(), default);
            await users.SetAsync(pending, current.ToSecret(), default);
            await users.TestAsync(pending, default);
            var next = DatabaseCredentials.Parse(pending);

            Assert.Equal(turn % 2 == 0 ? _address.CloneUser : _address.Master, next.Username);
            await server.RunAsync(_address, current, "INSERT INTO notes VALUES ('still in')");
            // What one makes, the other changes: migrations run as whoever is current.
            await server.RunAsync(_address, next, $"CREATE TABLE made_in_{turn} (id int)");
            await server.RunAsync(_address, current, $"ALTER TABLE made_in_{turn} ADD COLUMN changed int", $"INSERT INTO made_in_{turn} VALUES (1, 2)");
            current = next;
        }

        Assert.Equal(4L, await server.RunAsync(_address, current, "SELECT count(*) FROM notes"));
        Assert.DoesNotContain(current.Password, _log.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task What_the_master_made_before_belongs_to_both_and_open_sessions_go_on()
    {
        await server.RunAsync(_address, First, MakeNotes);
        await using var task = await server.OpenAsync(_address, First);
        var users = Users();
        var pending = users.Next(First.ToSecret());
        await users.SetAsync(pending, First.ToSecret(), default);

        await using var insert = new NpgsqlCommand("INSERT INTO notes VALUES ('from before')", task);
        Assert.Equal(1, await insert.ExecuteNonQueryAsync());
        await server.RunAsync(_address, DatabaseCredentials.Parse(pending), "ALTER TABLE notes ADD COLUMN more int");
        Assert.Equal(_address.OwnerRole, await server.RunAsync(_address, First, "SELECT tableowner::text FROM pg_tables WHERE tablename = 'notes'"));
    }

    [Fact]
    public async Task A_table_that_the_new_user_cannot_read_fails_the_test()
    {
        var users = Users();
        var pending = users.Next(First.ToSecret());
        await users.SetAsync(pending, First.ToSecret(), default);
        await server.RunAsync(_address, First, "SET ROLE NONE; CREATE TABLE hidden (id int)");

        var error = await Assert.ThrowsAsync<HookException>(() => users.TestAsync(pending, default));

        Assert.Contains("cannot read and write 1 of the tables", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_restored_database_learns_the_passwords_that_the_secret_has_now()
    {
        var (clone, master) = (new DatabaseCredentials(_address.CloneUser, "the-clone-of-today"), new DatabaseCredentials(_address.Master, "the-master-of-today"));
        await Users().EnsureAsync(clone, master, default);

        Assert.Equal(_address.OwnerRole, await server.RunAsync(_address, clone, "SELECT current_user::text"));
        Assert.Equal(_address.OwnerRole, await server.RunAsync(_address, master, "SELECT current_user::text"));
        Assert.Equal(1, _aws.CountOf("ModifyDBInstance"));
    }

    [Fact]
    public async Task Without_the_other_user_the_master_has_the_secrets_password()
    {
        var clone = new DatabaseCredentials(_address.CloneUser, DatabaseServer.FirstPassword);
        await Users().EnsureAsync(clone, null, default);

        Assert.Equal(_address.OwnerRole, await server.RunAsync(_address, clone, "SELECT current_user::text"));
        Assert.Equal(0, _aws.CountOf("ModifyDBInstance"));
    }

    [Fact]
    public async Task A_user_that_is_neither_is_refused() => Assert.Contains(
        "'somebody'", (await Assert.ThrowsAsync<HookException>(() => Users().EnsureAsync(new DatabaseCredentials("somebody", "x"), First, default))).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_certificate_of_another_authority_is_not_trusted() => Assert.Contains(
        "No database can be trusted or reached", (await Assert.ThrowsAsync<HookException>(() => Users(trusted: false).TestAsync(First.ToSecret(), default))).Message, StringComparison.Ordinal);

    private DatabaseUsers Users(bool trusted = true)
    {
        var settings = new FunctionSettings(name => name == "DATABASE_AUTHORITIES_URL" && trusted ? "https://authorities.example/bundle.pem" : null);
        var http = new HttpClient(new Authorities(server.AuthorityFile));
        var rds = new AmazonRDSClient(FakeAws.Credentials, _aws.Configure(new AmazonRDSConfig()));
        return new DatabaseUsers(rds, new DatabaseConnections(_address, new DatabaseAuthorities(settings, http)), _address, new FunctionLog(_log, TimeProvider.System), TimeProvider.System);
    }

    /// <summary>Amazon's published authorities, as far as this server's is one.</summary>
    private sealed class Authorities(string file) : HttpMessageHandler
    {
        protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            new() { Content = new StringContent(await File.ReadAllTextAsync(file, cancellationToken)) };
    }
}
