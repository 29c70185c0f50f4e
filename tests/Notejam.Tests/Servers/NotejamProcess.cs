using System.Text.RegularExpressions;
using Notejam.Commands;
using Notejam.Machine.Processes;

namespace Notejam.Tests.Servers;

/// <summary>Notejam as it runs in its container: a process of its own, configured by environment variables.</summary>
public sealed partial class NotejamProcess : IAsyncDisposable
{
    private static readonly string Assembly = typeof(ServeCommand).Assembly.Location;
    private readonly BackgroundProcess process;

    private NotejamProcess(BackgroundProcess process, Uri address) => (this.process, Address) = (process, address);

    public Uri Address { get; }

    public IReadOnlyCollection<string> Lines => process.Lines;

    /// <summary>Starts it and waits until it listens.</summary>
    public static async Task<NotejamProcess> StartAsync(IReadOnlyDictionary<string, string?> environment)
    {
        var process = BackgroundProcess.Start(Command(environment));
        Uri? address = null;
        await Eventually.HoldsAsync("Notejam listens", () =>
        {
            if (process.HasEnded) throw new InvalidOperationException($"Notejam ended: {string.Join('\n', process.Lines)}");
            address = process.Lines.Select(line => Listening().Match(line)).Where(match => match.Success)
                .Select(match => new Uri(match.Groups["address"].Value)).FirstOrDefault();
            return Task.FromResult(address is not null);
        });
        return new NotejamProcess(process, address!);
    }

    /// <summary>Runs it to its end.</summary>
    public static Task<ProcessResult> RunAsync(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        new ProcessRunner().RunAsync(Command(environment, arguments));

    /// <summary>Starts a command that a test stops before its end.</summary>
    public static BackgroundProcess Start(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        BackgroundProcess.Start(Command(environment, arguments));

    public ValueTask DisposeAsync() => process.DisposeAsync();

    private static ProcessCommand Command(IReadOnlyDictionary<string, string?> environment, params string[] arguments) =>
        ProcessCommand.Of("dotnet", [Assembly, .. arguments]) with { Environment = environment };

    [GeneratedRegex("Now listening on: (?<address>http://[0-9.:]+)")]
    private static partial Regex Listening();
}
