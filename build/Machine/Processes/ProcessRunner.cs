using System.ComponentModel;
using System.Text;
using CliWrap;
using CliWrap.Exceptions;

namespace Notejam.Machine.Processes;

/// <summary>The real runner, on CliWrap.</summary>
public sealed class ProcessRunner : IProcessRunner
{
    /// <inheritdoc />
    public async Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(command);
        return command.SupervisedIn is { } folder && !OperatingSystem.IsWindows()
            ? await Supervisor.RunAsync(command, folder, cancellationToken)
            : await RunAsync(command, command.StandardInput is { } text ? PipeSource.FromString(text) : PipeSource.Null, cancellationToken);
    }

    internal static async Task<ProcessResult> RunAsync(ProcessCommand command, PipeSource input, CancellationToken cancellationToken)
    {
        var output = new StringBuilder();
        var error = new StringBuilder();
        var cli = Cli.Wrap(command.Program)
            .WithArguments(command.Arguments)
            .WithEnvironmentVariables(command.Environment)
            .WithValidation(CommandResultValidation.None)
            .WithStandardInputPipe(input)
            .WithStandardOutputPipe(Lines(output, command.OnOutput))
            .WithStandardErrorPipe(Lines(error, command.OnError));
        if (command.WorkingDirectory is not null) cli = cli.WithWorkingDirectory(command.WorkingDirectory);

        using var forceful = new CancellationTokenSource();
        // Terraform and the like must be let finish what they hold (a state lock) before they are killed.
        await using var registration = cancellationToken.Register(() => forceful.CancelAfter(command.GracePeriod));
        try
        {
            var result = await cli.ExecuteAsync(forceful.Token, cancellationToken);
            return new ProcessResult(result.ExitCode, output.ToString(), error.ToString());
        }
        catch (Exception exception) when (exception is Win32Exception or InvalidOperationException { InnerException: Win32Exception })
        {
            throw new ProgramNotFoundException(command.Program, exception);
        }
    }

    private static PipeTarget Lines(StringBuilder all, Action<string>? onLine) => PipeTarget.ToDelegate(line =>
    {
        all.Append(line).Append('\n');
        onLine?.Invoke(line);
    });
}
