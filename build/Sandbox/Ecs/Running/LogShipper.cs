using System.Globalization;
using System.IO.Pipelines;
using System.Net;
using System.Text.Json.Nodes;
using System.Threading.Channels;
using Docker.DotNet;
using Docker.DotNet.Models;
using Notejam.Sandbox.Access;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Host;

namespace Notejam.Sandbox.Ecs.Running;

/// <summary>Carries a container's output to its log stream, line by line, to the last one.</summary>
internal sealed partial class LogShipper(DockerClients docker, IEmulator emulator, ExecutionRole role, TimeProvider clock, ILogger<LogShipper> log)
{
    private const int BatchSize = 500;
    private static readonly TimeSpan BatchPause = TimeSpan.FromMilliseconds(300);

    /// <summary>Makes the stream.</summary>
    /// <exception cref="CannotStartTaskException">The log group does not exist.</exception>
    public async Task CreateStreamAsync(LogDestination destination, string? executionRole, CancellationToken cancellationToken)
    {
        try
        {
            var group = $"arn:aws:logs:{destination.Region}:{SandboxOptions.AccountId}:log-group:{destination.Group}:log-stream:";
            if (destination.CreateGroup) await role.DemandAsync(ServiceCalls.EcsMakesLogGroup, destination.Region, executionRole, group, cancellationToken);
            await role.DemandAsync(ServiceCalls.EcsWritesLogs, destination.Region, executionRole, group + destination.Stream, cancellationToken);
            if (destination.CreateGroup)
                await CallAsync(destination, "CreateLogGroup", new JsonObject { ["logGroupName"] = destination.Group }, cancellationToken);
            await CallAsync(destination, "CreateLogStream", Named(destination), cancellationToken);
        }
        catch (AwsException error)
        {
            throw new CannotStartTaskException(
                "ResourceInitializationError: failed to validate logger args: create stream has been retried 1 times: "
                + $"failed to create Cloudwatch log stream: {error.Code}: {error.Message} (log group {destination.Group})", inner: error);
        }
    }

    /// <summary>Ships until the container has ended and its last line has arrived.</summary>
    /// <param name="since">Lines up to then have arrived before.</param>
    /// <param name="shipped">Told how far the lines have arrived.</param>
    public async Task ShipAsync(string containerId, LogDestination destination, DateTimeOffset? since, Action<DateTimeOffset> shipped, CancellationToken cancellationToken)
    {
        var lines = Channel.CreateBounded<LogLine>(10_000);
        var sending = SendAsync(lines.Reader, destination, shipped, cancellationToken);
        try
        {
            await ReadAsync(containerId, since, lines.Writer, cancellationToken);
        }
        catch (DockerApiException error) when (error.StatusCode == HttpStatusCode.NotFound)
        {
            // Removed from outside: its lines went with it, and the task's reason says so.
        }
        catch (Exception error) when (error is DockerApiException or IOException or HttpRequestException)
        {
            LogLost(error, containerId);
        }
        finally
        {
            lines.Writer.TryComplete();
        }

        await sending;
    }

    private async Task ReadAsync(string containerId, DateTimeOffset? since, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        var parameters = new ContainerLogsParameters
        {
            ShowStdout = true,
            ShowStderr = true,
            Timestamps = true,
            Follow = true,
            Since = since is { } moment ? string.Create(CultureInfo.InvariantCulture, $"{moment.AddTicks(1).ToUnixTimeMilliseconds() / 1000}.{moment.AddTicks(1).Ticks % TimeSpan.TicksPerSecond * 100:D9}") : null,
        };
        using var stream = await docker.Client.Containers.GetContainerLogsAsync(containerId, parameters, cancellationToken);
        var (output, errors) = (new Pipe(), new Pipe());
        var readers = Task.WhenAll(ParseAsync(output.Reader, lines, cancellationToken), ParseAsync(errors.Reader, lines, cancellationToken));
        try
        {
            await stream.CopyOutputToAsync(Stream.Null, output.Writer.AsStream(), errors.Writer.AsStream(), cancellationToken);
        }
        finally
        {
            await output.Writer.CompleteAsync();
            await errors.Writer.CompleteAsync();
            await readers;
        }
    }

    private static async Task ParseAsync(PipeReader pipe, ChannelWriter<LogLine> lines, CancellationToken cancellationToken)
    {
        using var reader = new StreamReader(pipe.AsStream());
        while (await reader.ReadLineAsync(cancellationToken) is { } text)
            if (LogLine.Parse(text) is { } line) await lines.WriteAsync(line, cancellationToken);
    }

    private async Task SendAsync(ChannelReader<LogLine> lines, LogDestination destination, Action<DateTimeOffset> shipped, CancellationToken cancellationToken)
    {
        while (await lines.WaitToReadAsync(cancellationToken))
        {
            var batch = new List<LogLine>();
            while (batch.Count < BatchSize && lines.TryRead(out var line)) batch.Add(line);
            batch.Sort((left, right) => left.Moment.CompareTo(right.Moment));
            var input = Named(destination);
            input["logEvents"] = new JsonArray([.. batch.Select(line => (JsonNode)new JsonObject
            {
                ["timestamp"] = line.Moment.ToUnixTimeMilliseconds(),
                ["message"] = line.Text,
            })]);
            try
            {
                await CallAsync(destination, "PutLogEvents", input, cancellationToken);
                shipped(batch[^1].Moment);
            }
            catch (Exception error) when (error is AwsException or HttpRequestException)
            {
                LogLost(error, destination.Stream);
            }

            if (!lines.Completion.IsCompleted) await Task.Delay(BatchPause, clock, cancellationToken);
        }
    }

    private async Task CallAsync(LogDestination destination, string operation, JsonObject input, CancellationToken cancellationToken)
    {
        try
        {
            await emulator.CallAsync(destination.Region, "logs", "Logs_20140328." + operation, input, cancellationToken);
        }
        catch (AwsException error) when (error.Code == "ResourceAlreadyExistsException")
        {
            // Another container of the task, or the sandbox before it was restarted, made it.
        }
    }

    private static JsonObject Named(LogDestination destination) => new()
    {
        ["logGroupName"] = destination.Group,
        ["logStreamName"] = destination.Stream,
    };

    [LoggerMessage(Level = LogLevel.Warning, Message = "Log lines of {Source} were lost")]
    private partial void LogLost(Exception error, string source);
}
