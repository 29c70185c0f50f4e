using System.ComponentModel;
using System.Diagnostics;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>Asks the peer about all cases and writes its answers down. It takes npm and Node, and a registry that has the peer's package: no test does.</summary>
internal static class PeerRecording
{
    /// <summary>Records them.</summary>
    /// <returns>0; 1 when the peer is not to be had.</returns>
    public static async Task<int> RunAsync()
    {
        var folder = Directory.CreateTempSubdirectory("iam-peer-").FullName;
        try
        {
            await RunAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", PeerAnswers.Package], "");
            var cases = PeerAnswers.Cases();
            var letters = await RunAsync("node", [Path.Combine(Path.GetDirectoryName(PeerAnswers.Path)!, "peer.mjs"), folder], string.Join('\n', cases.Select(made => made.ToJson())));
            await File.WriteAllTextAsync(PeerAnswers.Path, PeerAnswers.Write(cases, letters));
            Console.WriteLine($"{PeerAnswers.Package} has answered {letters.Length} cases: {PeerAnswers.Path}");
            return 0;
        }
        catch (Exception failure) when (failure is InvalidOperationException or Win32Exception)
        {
            Console.WriteLine(failure.Message);
            return 1;
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return process.ExitCode == 0 ? await output : throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ends with {process.ExitCode}:\n{await error}{await output}");
    }
}
