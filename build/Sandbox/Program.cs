using Notejam.Machine;
using Notejam.Sandbox.Daemon;

try
{
    return await SandboxProgram.RunAsync(SandboxCommand.Parse(args));
}
catch (MachineException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
catch (Exception error)
{
    // The trace for whoever mends the sandbox, then the cause where a user looks: at the end.
    await Console.Error.WriteLineAsync(error.StackTrace);
    await Console.Error.WriteLineAsync($"The sandbox ended by a fault of its own: {error.GetType().Name}: {error.Message}");
    return 1;
}
