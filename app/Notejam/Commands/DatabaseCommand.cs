using Notejam.Commands.Carry;
using Notejam.Configuration;
using Notejam.Data;
using Npgsql;

namespace Notejam.Commands;

/// <summary>A command of the pipeline that asks the database and prints one line of JSON, for a log to carry it out.</summary>
internal static class DatabaseCommand
{
    /// <summary>Runs it; returns the exit code.</summary>
    /// <param name="what">What cannot be done when it fails, for the one line that says so.</param>
    /// <param name="commandSeconds">How long a statement may take, in seconds.</param>
    public static async Task<int> RunAsync(string what, Func<NpgsqlDataSource, CancellationToken, Task<string>> body, int commandSeconds = DatabaseOptions.DefaultCommandSeconds)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var options = DatabaseOptions.Read(reader) with { CommandSeconds = commandSeconds, ConnectSeconds = DatabaseOptions.PatientConnectSeconds };
        reader.ThrowIfInvalid();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddNotejamDatabase(options).BuildServiceProvider();
        using var stop = new StopSignal();
        var connected = false;
        try
        {
            var database = services.GetRequiredService<NpgsqlDataSource>();
            // Back in the pool at once, where the command finds it.
            await (await PatientConnection.OpenAsync(database, TimeSpan.FromSeconds(options.ConnectSeconds), TimeProvider.System, stop.Token)).DisposeAsync();
            connected = true;
            Console.WriteLine(await body(database, stop.Token));
            return 0;
        }
        catch (Exception exception) when (Explain(exception, options, connected, stop.Token) is { } cause)
        {
            await Console.Error.WriteLineAsync($"Cannot {what}: {cause}");
            return 1;
        }
    }

    private static string? Explain(Exception exception, DatabaseOptions options, bool connected, CancellationToken stopped) => exception switch
    {
        // A server answers what was cancelled with an error of its own.
        _ when stopped.IsCancellationRequested => "it was stopped (SIGTERM) before it had ended. Run it again.",
        CarryException => exception.Message,
        _ => DatabaseFailure.Explain(exception, options, connected),
    };
}
