using System.Text.Json.Nodes;
using System.Threading.Channels;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Lambda.Running;

/// <summary>Carries functions' lines to their log streams, in order, and counts invocations in CloudWatch.</summary>
internal sealed partial class FunctionLogShipper(IEmulator emulator, IServicePermissions permissions, ILogger<FunctionLogShipper> log) : BackgroundService
{
    private readonly Channel<Func<CancellationToken, Task>> _work = Channel.CreateUnbounded<Func<CancellationToken, Task>>();
    private readonly HashSet<string> _streams = [];

    /// <summary>Ships lines, soon.</summary>
    public void Ship(FunctionTarget target, string stream, DateTimeOffset now, IReadOnlyList<string> lines)
    {
        if (lines.Count > 0) _work.Writer.TryWrite(cancellationToken => PutAsync(target, stream, now, lines, cancellationToken));
    }

    /// <summary>Counts an invocation, soon.</summary>
    public void Count(FunctionTarget target, DateTimeOffset now, TimeSpan duration, bool failed) => _work.Writer.TryWrite(cancellationToken =>
    {
        JsonObject Datum(string name, double value, string unit) => new()
        {
            ["MetricName"] = name,
            ["Value"] = value,
            ["Unit"] = unit,
            ["Timestamp"] = AwsResponse.Epoch(now),
            ["Dimensions"] = new JsonArray(new JsonObject { ["Name"] = "FunctionName", ["Value"] = target.Name }),
        };
        var data = new JsonArray(Datum("Invocations", 1, "Count"), Datum("Errors", failed ? 1 : 0, "Count"), Datum("Duration", duration.TotalMilliseconds, "Milliseconds"));
        var input = new JsonObject { ["Namespace"] = "AWS/Lambda", ["MetricData"] = data };
        return emulator.CallAsync(target.Region, "monitoring", "GraniteServiceVersion20100801.PutMetricData", input, cancellationToken);
    });

    /// <inheritdoc />
    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        await foreach (var work in _work.Reader.ReadAllAsync(stoppingToken))
        {
            try
            {
                await work(stoppingToken);
            }
            catch (Exception error) when (error is AwsException or HttpRequestException)
            {
                LogLost(error);
            }
        }
    }

    // As the function's role may: without permission there are no logs, and nothing else is amiss.
    private async Task PutAsync(FunctionTarget target, string stream, DateTimeOffset now, IReadOnlyList<string> lines, CancellationToken cancellationToken)
    {
        var (region, group) = (target.Region, FunctionLog.GroupOf(target));
        var arn = $"arn:aws:logs:{region}:{SandboxOptions.AccountId}:log-group:{group}:log-stream:";
        await DemandAsync(ServiceCalls.LambdaWritesLogs, arn + stream);
        JsonObject Named() => new() { ["logGroupName"] = group, ["logStreamName"] = stream };
        var input = Named();
        input["logEvents"] = new JsonArray([.. lines.Select(line => (JsonNode)new JsonObject { ["timestamp"] = now.ToUnixTimeMilliseconds(), ["message"] = line })]);
        if (_streams.Add($"{region} {group} {stream}")) await MakeAsync();
        try
        {
            await CallAsync(region, "PutLogEvents", input, cancellationToken);
        }
        catch (AwsException error) when (error.Code == "ResourceNotFoundException")
        {
            // Deleted meanwhile.
            await MakeAsync();
            await CallAsync(region, "PutLogEvents", input, cancellationToken);
        }

        Task DemandAsync(ServiceCall call, string resource) => permissions.DemandAsync(call, target.Version.Settings.Text("Role")!, target.Name, region, [resource], null, cancellationToken);

        // Lambda creates a missing log group at the first line, if the role may.
        async Task MakeAsync()
        {
            if (!await HasGroupAsync(region, group, cancellationToken))
            {
                await DemandAsync(ServiceCalls.LambdaMakesLogGroup, arn);
                await CallAsync(region, "CreateLogGroup", new JsonObject { ["logGroupName"] = group }, cancellationToken);
            }

            await CallAsync(region, "CreateLogStream", Named(), cancellationToken);
        }
    }

    private async Task<bool> HasGroupAsync(string region, string group, CancellationToken cancellationToken)
    {
        var found = await emulator.CallAsync(region, "logs", "Logs_20140328.DescribeLogGroups", new JsonObject { ["logGroupNamePrefix"] = group }, cancellationToken);
        return found.Structures("logGroups").Any(each => each.Text("logGroupName") == group);
    }

    private async Task CallAsync(string region, string operation, JsonObject input, CancellationToken cancellationToken)
    {
        try
        {
            await emulator.CallAsync(region, "logs", "Logs_20140328." + operation, input, cancellationToken);
        }
        catch (AwsException error) when (error.Code == "ResourceAlreadyExistsException")
        {
            // Made by Terraform, or by another process of the function.
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "Log lines or metrics of a function were lost")]
    private partial void LogLost(Exception error);
}
