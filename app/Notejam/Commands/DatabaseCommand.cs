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
    public static async Task<int> RunAsync(string what, Func<NpgsqlDataSource, Task<string>> body, int commandSeconds = DatabaseOptions.DefaultCommandSeconds)
    {
        var reader = new SettingsReader(new ConfigurationBuilder().AddEnvironmentVariables().Build());
        var options = DatabaseOptions.Read(reader) with { CommandSeconds = commandSeconds, ConnectSeconds = DatabaseOptions.PatientConnectSeconds };
        reader.ThrowIfInvalid();
        await using var services = new ServiceCollection().AddSingleton(TimeProvider.System).AddNotejamDatabase(options).BuildServiceProvider();
        try
        {
            Console.WriteLine(await body(services.GetRequiredService<NpgsqlDataSource>()));
            return 0;
        }
        catch (CarryException exception)
        {
            await Console.Error.WriteLineAsync($"Cannot {what}: {exception.Message}");
            return 1;
        }
        catch (Exception exception) when (DatabaseFailure.Explain(exception, options) is { } cause)
        {
            await Console.Error.WriteLineAsync($"Cannot {what}: {cause}");
            return 1;
        }
    }
}
