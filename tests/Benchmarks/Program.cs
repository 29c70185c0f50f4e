using System.Globalization;
using Notejam.Benchmarks;

// Measures what the README claims, in a clone of the commit that is checked out, and prints the README's table.
//   dotnet run --project tests/Benchmarks -- [--runs N]        how soon the build starts
//   dotnet run --project tests/Benchmarks -- --app [--seconds N]   Notejam alone, under load
//   dotnet run --project tests/Benchmarks -- --vault [--runs N]    a vault of 10,000 recovery points, beside the AWS CLI
//   dotnet run --project tests/Benchmarks -- --access          a decision about a request
//   dotnet run --project tests/Benchmarks -- --drill           a drill, beside the same recovery by hand
//   dotnet run --project tests/Benchmarks -- --deploy          the path through a sandbox of its own as well
var runs = args.SkipWhile(word => word != "--runs").Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault(15);
if (args.Contains("--app"))
{
    var seconds = args.SkipWhile(word => word != "--seconds").Skip(1).Select(text => int.Parse(text, CultureInfo.InvariantCulture)).FirstOrDefault(20);
    Print(await new AppBenchmark(TimeSpan.FromSeconds(seconds)).RunAsync());
    return;
}

if (args is ["--vault-read", var endpoint])
{
    await VaultBenchmark.ReadAsync(endpoint);
    return;
}

if (args.Contains("--vault"))
{
    Print(await new VaultBenchmark(runs).RunAsync());
    return;
}

if (args.Contains("--access"))
{
    Print([AccessBenchmark.Run()]);
    return;
}

using var clone = await Clone.CreateAsync();
if (args.Contains("--drill"))
{
    Print(await new DrillBenchmark(clone).RunAsync());
    return;
}

var rows = new List<Row>();
rows.Add(Row.Seconds("fresh clone: the build is compiled, once per change of `build/`", await clone.TimeAsync("--help"), null));
rows.Add(Row.Seconds($"`./build.sh --help`, warm, median of {runs}", await clone.MedianAsync(runs, "--help"), 0.6));
rows.Add(Row.Seconds($"a target with nothing to do (`Deploy --skip`), warm, median of {runs}", await clone.MedianAsync(runs, "Deploy", "--skip"), 0.6));
if (args.Contains("--deploy")) rows.AddRange(await new DeployBenchmark(clone).RunAsync());

Print(rows);

static void Print(IReadOnlyList<Row> rows)
{
    Console.WriteLine("| What | Measured | At most |");
    Console.WriteLine("|---|---|---|");
    foreach (var row in rows) Console.WriteLine($"| {row.What} | {row.Measured} | {row.Limit} |");
}
