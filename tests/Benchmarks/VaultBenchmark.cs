using System.Diagnostics;
using System.Globalization;
using System.Text.Json.Nodes;
using Amazon.Backup;
using Amazon.KeyManagementService;
using Amazon.Runtime;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Logging;
using Notejam.Pipeline.Backup;
using Notejam.Pipeline.Backup.Verification;

namespace Notejam.Benchmarks;

/// <summary>
/// Reads a vault of ten thousand recovery points as VerifyBackups does, beside the AWS CLI that lists the same vault of the same
/// server. Each reads in a process of its own, in turn; the server answers from memory.
/// </summary>
internal sealed class VaultBenchmark(int runs)
{
    private const int Points = 10_000;
    private const string Vault = "notejam-production";

    /// <summary>Reads once and prints the seconds that the reading took, its calls excluded from nothing: what a child process of the benchmark does.</summary>
    public static async Task ReadAsync(string endpoint)
    {
        var credentials = new BasicAWSCredentials("AKIABENCH", "bench");
        using var backup = new AmazonBackupClient(credentials, new AmazonBackupConfig { ServiceURL = endpoint, AuthenticationRegion = "eu-west-2" });
        using var keys = new AmazonKeyManagementServiceClient(credentials, new AmazonKeyManagementServiceConfig { ServiceURL = endpoint, AuthenticationRegion = "eu-west-2" });
        var vault = await new VaultReader(backup, keys, "eu-west-2", new ProtectedDatabases(["arn:aws:rds:eu-central-1:123456789012:db:notejam-production"])).ReadAsync(Vault, CancellationToken.None);
        if (vault.Points.Count != Points) throw new InvalidOperationException($"{vault.Points.Count} points were read: {vault.Problem}");
        Console.WriteLine(Process.GetCurrentProcess().PeakWorkingSet64);
    }

    /// <summary>Measures.</summary>
    public async Task<IReadOnlyList<Row>> RunAsync()
    {
        var calls = 0;
        await using var server = await StartAsync(() => Interlocked.Increment(ref calls));
        var endpoint = server.Urls.Single();
        var (ours, theirs, memory) = (new List<double>(), new List<double>(), 0L);
        for (var run = 0; run <= runs; run++)
        {
            var (seconds, output) = await TimeAsync(Environment.ProcessPath!, Environment.ProcessPath!.EndsWith("dotnet", StringComparison.Ordinal) ? [typeof(VaultBenchmark).Assembly.Location, "--vault-read", endpoint] : ["--vault-read", endpoint], endpoint);
            var (cli, _) = await TimeAsync("aws", ["backup", "list-recovery-points-by-backup-vault", "--backup-vault-name", Vault, "--region", "eu-west-2"], endpoint);
            // The first of each warms the machine's caches.
            if (run == 0) continue;
            ours.Add(seconds);
            theirs.Add(cli);
            memory = Math.Max(memory, long.Parse(output, CultureInfo.InvariantCulture));
        }

        var (mine, other) = (Median(ours), Median(theirs));
        return
        [
            Row.Seconds($"a vault of {Points} recovery points read as VerifyBackups does, its process included, median of {runs}", mine, null),
            Row.Seconds("the same list by `aws backup list-recovery-points-by-backup-vault`", other, null),
            Row.Ratio("time of the former beside the latter", mine / other, 0.33),
            new Row("most memory of the former", $"{memory / 1048576} MB", "200 MB"),
            new Row("calls of one reading", ((calls - Points / 1000 * (runs + 1)) / (runs + 1)).ToString(CultureInfo.InvariantCulture), "one a page of 1000, and 2"),
        ];
    }

    private static async Task<WebApplication> StartAsync(Action called)
    {
        // As AWS writes them: 900 bytes a point.
        var pages = Enumerable.Range(0, Points / 1000).Select(page => new JsonObject
        {
            ["RecoveryPoints"] = new JsonArray([.. Enumerable.Range(page * 1000, 1000).Select(Point)]),
            ["NextToken"] = page + 1 < Points / 1000 ? (page + 1).ToString(CultureInfo.InvariantCulture) : null,
        }.ToJsonString()).ToList();
        var builder = WebApplication.CreateSlimBuilder();
        builder.Logging.ClearProviders();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        var server = builder.Build();
        server.Run(context =>
        {
            called();
            context.Response.ContentType = "application/json";
            var path = context.Request.Path.Value!;
            if (path.EndsWith("/recovery-points/", StringComparison.Ordinal)) return context.Response.WriteAsync(pages[int.Parse(context.Request.Query["nextToken"].FirstOrDefault() ?? "0", CultureInfo.InvariantCulture)]);
            if (!path.EndsWith("/access-policy", StringComparison.Ordinal)) return context.Response.WriteAsync($$"""{"BackupVaultName":"{{Vault}}","EncryptionKeyArn":"arn:aws:kms:eu-west-2:123456789012:key/1"}""");
            context.Response.StatusCode = StatusCodes.Status404NotFound;
            context.Response.Headers["x-amzn-ErrorType"] = "ResourceNotFoundException";
            return context.Response.WriteAsync("{}");
        });
        await server.StartAsync();
        return server;
    }

    private static JsonNode Point(int number)
    {
        var at = new DateTimeOffset(2026, 1, 1, 0, 0, 0, TimeSpan.Zero).AddMinutes(number).ToUnixTimeSeconds();
        return new JsonObject
        {
            ["RecoveryPointArn"] = $"arn:aws:rds:eu-west-2:123456789012:snapshot:awsbackup:copyjob-{number:00000000}-0000-0000-0000-000000000000",
            ["BackupVaultName"] = Vault, ["BackupVaultArn"] = $"arn:aws:backup:eu-west-2:123456789012:backup-vault:{Vault}",
            ["SourceBackupVaultArn"] = $"arn:aws:backup:eu-central-1:123456789012:backup-vault:{Vault}",
            ["ResourceArn"] = "arn:aws:rds:eu-central-1:123456789012:db:notejam-production", ["ResourceType"] = "RDS", ["IsParent"] = false,
            ["IamRoleArn"] = "arn:aws:iam::123456789012:role/notejam-production-backup", ["Status"] = "COMPLETED", ["CreationDate"] = at, ["CompletionDate"] = at + 300, ["BackupSizeInBytes"] = 21474836480,
            ["CreatedBy"] = new JsonObject { ["BackupPlanId"] = "1f3b6d2a-0000-4000-8000-000000000000", ["BackupPlanArn"] = "arn:aws:backup:eu-central-1:123456789012:backup-plan:1f3b6d2a-0000-4000-8000-000000000000", ["BackupPlanVersion"] = "1", ["BackupRuleId"] = "daily" },
            ["CalculatedLifecycle"] = new JsonObject { ["DeleteAt"] = at + 3024000 }, ["Lifecycle"] = new JsonObject { ["DeleteAfterDays"] = 35 },
            ["EncryptionKeyArn"] = "arn:aws:kms:eu-west-2:123456789012:key/1", ["IsEncrypted"] = true, ["VaultType"] = "BACKUP_VAULT",
        };
    }

    private static async Task<(double Seconds, string Output)> TimeAsync(string program, IReadOnlyList<string> arguments, string endpoint)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var (name, value) in new[] { ("AWS_ENDPOINT_URL", endpoint), ("AWS_ACCESS_KEY_ID", "AKIABENCH"), ("AWS_SECRET_ACCESS_KEY", "bench"), ("AWS_PAGER", "") }) start.Environment[name] = value;
        var began = Stopwatch.GetTimestamp();
        using var process = Process.Start(start)!;
        var output = await process.StandardOutput.ReadToEndAsync();
        await process.WaitForExitAsync();
        var seconds = Stopwatch.GetElapsedTime(began).TotalSeconds;
        return process.ExitCode == 0 ? (seconds, output.Trim()) : throw new InvalidOperationException($"{program} ended with {process.ExitCode}.");
    }

    private static double Median(List<double> values)
    {
        values.Sort();
        return values[values.Count / 2];
    }
}
