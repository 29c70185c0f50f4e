using Npgsql;

namespace Notejam.Tests.Commands.Migrate;

/// <summary>A transaction that holds what it has touched, and does nothing.</summary>
internal sealed class IdleTransaction : IAsyncDisposable
{
    private readonly NpgsqlConnection connection;

    private IdleTransaction(NpgsqlConnection connection) => this.connection = connection;

    public int Pid => connection.ProcessID;

    public static async Task<IdleTransaction> BeginAsync(NpgsqlDataSource source, string sql)
    {
        var idle = new IdleTransaction(await source.OpenConnectionAsync());
        await idle.ExecuteAsync("BEGIN");
        await idle.ExecuteAsync(sql);
        return idle;
    }

    public async Task ExecuteAsync(string sql)
    {
        await using var command = new NpgsqlCommand(sql, connection);
        await command.ExecuteNonQueryAsync();
    }

    public async ValueTask DisposeAsync()
    {
        try
        {
            await ExecuteAsync("ROLLBACK");
        }
        catch (NpgsqlException)
        {
            // It was ended from outside.
        }

        await connection.DisposeAsync();
    }
}
