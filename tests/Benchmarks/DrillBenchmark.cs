using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.Machine.Host;
using Notejam.Machine.Processes;
using Notejam.Machine.Tools;

namespace Notejam.Benchmarks;

/// <summary>A drill beside the same recovery done by hand, one command after another, in one sandbox and one run.</summary>
internal sealed class DrillBenchmark(Clone clone)
{
    // Far from the default, so that a developer's own sandbox is left alone.
    private const string Endpoint = "http://127.0.0.1:24620";
    private const string Primary = "eu-central-1";
    private const string Recovery = "eu-west-2";
    private const double MaxRatio = 0.6;

    /// <summary>Measures; the sandbox is gone afterwards.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        await StopAsync();
        try
        {
            await InSandboxAsync("Deploy", "--skip", "Test", "--region", Primary);
            await InSandboxAsync("Backup", "--region", Primary);
            var drill = await InSandboxAsync("DrDrill");
            var times = Read("drill")["rtoSeconds"]!;
            var (manual, served) = await ManualAsync((string)Read("deploy")["imageDigest"]!);
            return
            [
                Row.Seconds("DrDrill, from its start to nothing left", drill, null),
                Row.Seconds("of it until people are served", (double)times["serving"]!, null),
                Row.Seconds("the same recovery by hand, one command after another (`manual-recovery.sh`)", manual, null),
                Row.Seconds("of it until people are served", served, null),
                Row.Ratio("the drill beside it", drill / manual, MaxRatio),
                Row.Ratio("until people are served", (double)times["serving"]! / served, MaxRatio),
            ];
        }
        finally
        {
            await StopAsync();
        }
    }

    /// <summary>Recovers by hand.</summary>
    /// <returns>Seconds in all, and until it served.</returns>
    private async Task<(double All, double Served)> ManualAsync(string digest)
    {
        var host = HostFacts.OfThisMachine();
        var environment = new Dictionary<string, string?>(new TerraformCliConfig(host, new TerraformMirror(host)).Environment(clone.PathOf(".nuke/temp")))
        {
            ["AWS_ENDPOINT_URL"] = Endpoint, ["AWS_ACCESS_KEY_ID"] = "AKIASANDBOX", ["AWS_SECRET_ACCESS_KEY"] = "sandbox", ["AWS_SESSION_TOKEN"] = null, ["AWS_PROFILE"] = null,
        };
        var began = TimeProvider.System.GetTimestamp();
        double? served = null;
        var result = await new ProcessRunner().RunAsync(new ProcessCommand(clone.PathOf("tests/Benchmarks/manual-recovery.sh"),
            [clone.PathOf("infra"), "production", Recovery, digest, clone.PathOf("artifacts/functions.zip")])
        {
            Environment = environment,
            OnOutput = line =>
            {
                Console.Error.WriteLine(line);
                if (line.Contains("served at", StringComparison.Ordinal)) served = TimeProvider.System.GetElapsedTime(began).TotalSeconds;
            },
        });
        return result.Succeeded && served is { } seconds
            ? (TimeProvider.System.GetElapsedTime(began).TotalSeconds, seconds)
            : throw new InvalidOperationException($"manual-recovery.sh ended with {result.ExitCode.ToString(CultureInfo.InvariantCulture)}:\n{result.Output}{result.Error}");
    }

    private JsonNode Read(string report) => JsonNode.Parse(File.ReadAllText(clone.PathOf($"artifacts/{report}.json")))!;

    private Task<double> InSandboxAsync(params string[] arguments) => clone.TimeAsync([.. arguments, "--sandbox", "--sandbox-endpoint", Endpoint]);

    private Task<double> StopAsync() => clone.TimeAsync("Sandbox", "--stop", "--sandbox-endpoint", Endpoint);
}
