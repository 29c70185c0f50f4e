using System.Globalization;
using Notejam.Benchmarks;

// Measures what the README claims, on this machine and in one run, and prints the README's table.
//   dotnet run --project tests/Benchmarks -- [--runs N]        how soon the build starts
//   dotnet run --project tests/Benchmarks -- --deploy          the path through the sandbox as well
var runs = args.SkipWhile(word => word != "--runs").Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault(15);
var script = new Script(Script.FindRoot());

var rows = new List<Row>
{
    new("`./build.sh --help`, warm", await script.MedianAsync(runs, "--help"), "0.6 s"),
    new("a target with nothing to do, warm (`Preflight --skip`)", await script.MedianAsync(runs, "Preflight", "--skip", "Preflight"), "0.6 s"),
};
if (args.Contains("--deploy"))
{
    string[] deploy = ["Deploy", "--region", "eu-central-1", "--sandbox", "--sandbox-endpoint", "http://127.0.0.1:24610"];
    await script.OnceAsync("Sandbox", "--stop", "--sandbox-endpoint", "http://127.0.0.1:24610");
    rows.Add(new("first Deploy on an empty sandbox", await script.OnceAsync(deploy), "8 min"));
    rows.Add(new("Deploy of the same sources again", await script.OnceAsync(deploy), "15 s"));
    await script.OnceAsync("Sandbox", "--stop", "--sandbox-endpoint", "http://127.0.0.1:24610");
}

Console.WriteLine("| What | Measured | Limit |");
Console.WriteLine("|---|---|---|");
foreach (var row in rows) Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"| {row.What} | {row.Seconds:0.00} s | {row.Limit} |"));
