using Notejam.Machine.Processes;

namespace Notejam.EndToEnd.Support;

/// <summary>Programs that nobody here wrote.</summary>
public static class Programs
{
    /// <summary>Runs one to its end, which must be a good one.</summary>
    /// <returns>What it printed.</returns>
    public static Task<string> RunAsync(string program, params string[] arguments) => RunAsync(new ProcessCommand(program, arguments));

    /// <summary>Runs one to its end, which must be a good one.</summary>
    /// <returns>What it printed.</returns>
    public static async Task<string> RunAsync(ProcessCommand command)
    {
        var result = await new ProcessRunner().RunAsync(command);
        Assert.True(result.Succeeded, $"{command}: {result.Error}");
        return result.Output;
    }
}
