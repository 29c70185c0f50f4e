using Notejam.Machine;
using Notejam.Sandbox.Host;

try
{
    return await SandboxProgram.RunAsync(SandboxCommand.Parse(args));
}
catch (MachineException error)
{
    await Console.Error.WriteLineAsync(error.Message);
    return 1;
}
