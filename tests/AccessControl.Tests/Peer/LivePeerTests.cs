using System.Diagnostics;
using Xunit.Abstractions;

namespace Notejam.AccessControl.Tests.Peer;

/// <summary>The peer itself is asked, about what was recorded and about other cases. It is skipped where there is no npm, and says so where no registry can be reached.</summary>
[Trait("Suite", "wire")]
public sealed class LivePeerTests(ITestOutputHelper log)
{
    private static readonly string[] Unreachable = ["ENOTFOUND", "EAI_AGAIN", "ECONNREFUSED", "ECONNRESET", "ETIMEDOUT", "ENETUNREACH"];

    [FactWithNpm]
    public async Task The_peer_answers_as_it_is_recorded_and_as_we_decide()
    {
        var folder = Directory.CreateTempSubdirectory("iam-peer-").FullName;
        try
        {
            var (code, output) = await RunAsync("npm", ["install", "--prefix", folder, "--no-audit", "--no-fund", "--fetch-retries=1", PeerAnswers.Package], "");
            if (code != 0 && Unreachable.Any(error => output.Contains(error, StringComparison.Ordinal)))
            {
                log.WriteLine($"Nobody was asked, npm's registry cannot be reached: {output}");
                return;
            }

            Assert.True(code == 0, output);
            var cases = PeerAnswers.Cases(PeerAnswers.Seed);
            var recorded = PeerAnswers.Write(cases, await AskAsync(folder, cases));
            if (recorded != await File.ReadAllTextAsync(PeerAnswers.Path))
            {
                await File.WriteAllTextAsync(PeerAnswers.Path + ".received", recorded);
                Assert.Fail($"The peer answers otherwise, or other cases. If that is meant: mv {PeerAnswers.Path}.received {PeerAnswers.Path}");
            }

            foreach (var seed in new ulong[] { 2, 3 }) PeerTests.AssertSame(PeerAnswers.Cases(seed), await AskAsync(folder, PeerAnswers.Cases(seed)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static async Task<string> AskAsync(string folder, IReadOnlyList<PeerCase> cases)
    {
        var (code, output) = await RunAsync("node", [Path.Combine(Path.GetDirectoryName(PeerAnswers.Path)!, "peer.mjs"), folder], string.Join('\n', cases.Select(made => made.ToJson())));
        Assert.True(code == 0, output);
        return output;
    }

    private static async Task<(int Code, string Output)> RunAsync(string program, string[] arguments, string input)
    {
        using var process = Process.Start(new ProcessStartInfo(program, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true, RedirectStandardError = true })!;
        var (output, error) = (process.StandardOutput.ReadToEndAsync(), process.StandardError.ReadToEndAsync());
        await process.StandardInput.WriteAsync(input);
        process.StandardInput.Close();
        await process.WaitForExitAsync();
        return (process.ExitCode, process.ExitCode == 0 ? await output : await error + await output);
    }

    private sealed class FactWithNpmAttribute : FactAttribute
    {
        public FactWithNpmAttribute()
        {
            var folders = (Environment.GetEnvironmentVariable("PATH") ?? "").Split(Path.PathSeparator);
            if (!folders.Any(folder => File.Exists(Path.Combine(folder, "npm")))) Skip = "there is no npm on this machine";
        }
    }
}
