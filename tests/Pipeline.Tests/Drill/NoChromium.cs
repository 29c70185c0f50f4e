using Notejam.Machine.Processes;

namespace Notejam.Pipeline.Tests.Drill;

/// <summary>A machine without a browser.</summary>
internal sealed class NoChromium : IProcessRunner
{
    public Task<ProcessResult> RunAsync(ProcessCommand command, CancellationToken cancellationToken = default) => throw new ProgramNotFoundException(command.Program);
}
