using System.Globalization;
using System.Text.Json.Nodes;
using Notejam.EndToEnd.Support;

namespace Notejam.Benchmarks;

/// <summary>The path through a sandbox of its own: first, again, changed, changed under load, broken.</summary>
internal sealed class DeployBenchmark(Clone clone)
{
    // Far from the default, so that a developer's own sandbox is left alone.
    private const string Endpoint = "http://127.0.0.1:24610";
    private const string Page = "app/Notejam/Pages/Shared/_Layout.cshtml";
    private const int RequestsPerSecond = 200;

    // CodeDeployDefault.ECSCanary10Percent5Minutes in a sandbox whose minutes are seconds.
    private const double CanaryWait = 5;

    private static readonly string[] Deploy = ["Deploy", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", Endpoint];

    /// <summary>Measures; the sandbox is gone afterwards.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        await StopAsync();
        try
        {
            var rows = new List<Row> { Row.Seconds("first Deploy on an empty sandbox, its unit tests included", await clone.TimeAsync(Deploy), 480) };
            rows.Add(Row.Seconds("of it the unit tests", SecondsOf("Test"), null));
            rows.Add(Row.Seconds("of it Terraform's Apply, mostly the AWS provider's own waits", SecondsOf("Apply"), null));
            rows.Add(Row.Seconds("Deploy of the same sources again", await clone.TimeAsync(Deploy), 15));

            await clone.ChangeAsync(Page, "</footer>", "<span>Second edition</span></footer>");
            rows.Add(Row.Seconds($"one line of the application changed, to live (`--skip Test`; {CanaryWait} s of it the canary's wait)", await clone.TimeAsync([.. Deploy, "--skip", "Test"]), 60 + CanaryWait));

            await clone.ChangeAsync(Page, "Second edition", "Third edition");
            await using (var load = new SteadyLoad(new Uri(Url, "/signin/"), RequestsPerSecond))
            {
                var seconds = await clone.TimeAsync([.. Deploy, "--skip", "Test"]);
                await load.StopAsync();
                rows.Add(new Row($"requests lost during such a Deploy, sign-in page, {RequestsPerSecond} requests a second asked for",
                    string.Create(CultureInfo.InvariantCulture, $"{load.Lost.Count} of {load.Sent} ({load.Sent / seconds:0} a second)"), "0"));
                foreach (var lost in load.Lost.GroupBy(cause => cause)) await Console.Error.WriteLineAsync($"lost {lost.Count()}: {lost.Key}");
            }

            await clone.ChangeAsync("app/Notejam/Program.cs", "[] => await ServeCommand.RunAsync(),", "[] => throw new InvalidOperationException(\"broken on purpose\"),");
            rows.Add(Row.Seconds("an application that dies at its start: cause named and the old release back (`--skip Test`)", await clone.TimeFailureAsync([.. Deploy, "--skip", "Test"]), null));
            return rows;
        }
        finally
        {
            await StopAsync();
        }
    }

    private JsonNode Report => JsonNode.Parse(File.ReadAllText(clone.PathOf("artifacts/deploy.json")))!;

    private Uri Url => new((string)Report["url"]!);

    private double SecondsOf(string stage) => (double)Report["stages"]!.AsArray().Single(item => (string?)item!["name"] == stage)!["seconds"]!;

    private Task<double> StopAsync() => clone.TimeAsync("Sandbox", "--stop", "--sandbox-endpoint", Endpoint);
}
