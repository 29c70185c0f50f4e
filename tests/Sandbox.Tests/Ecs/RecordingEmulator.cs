using System.Collections.Concurrent;
using System.Text.Json.Nodes;
using Notejam.Sandbox.Ec2;
using Notejam.Sandbox.Gateway;

namespace Notejam.Sandbox.Tests.Ecs;

/// <summary>Stands for the services behind: keeps log lines, knows one secret and any subnet.</summary>
internal sealed class RecordingEmulator : IEmulator, ISubnetDirectory
{
    public const string SecretArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:db-AbCdEf";

    /// <summary>A secret whose key was disabled.</summary>
    public const string LockedArn = "arn:aws:secretsmanager:eu-central-1:123456789012:secret:locked-AbCdEf";

    private readonly ConcurrentQueue<(string Stream, string Line)> _lines = new();

    /// <summary>The lines of streams that end with a task's id.</summary>
    public IReadOnlyList<string> LinesOf(string taskId) => [.. _lines.Where(each => each.Stream.EndsWith(taskId, StringComparison.Ordinal)).Select(each => each.Line)];

    public Task<AwsResponse> AnswerAsync(AwsRequest request, CancellationToken cancellationToken) => throw new InvalidOperationException($"Nobody serves {request.Operation}");

    public Task<JsonObject> CallAsync(string region, string service, string target, JsonObject input, CancellationToken cancellationToken)
    {
        switch (target)
        {
            case "Logs_20140328.PutLogEvents":
                foreach (var line in input["logEvents"]!.AsArray()) _lines.Enqueue(((string)input["logStreamName"]!, (string)line!["message"]!));
                break;
            case "secretsmanager.GetSecretValue" when (string)input["SecretId"]! is SecretArn or LockedArn:
                return Task.FromResult(new JsonObject { ["SecretString"] = """{"password":"open sesame"}""" });
            case "secretsmanager.DescribeSecret" when (string)input["SecretId"]! == LockedArn:
                return Task.FromResult(new JsonObject { ["KmsKeyId"] = "alias/locked" });
            case "TrentService.DescribeKey":
                return Task.FromResult(new JsonObject { ["KeyMetadata"] = new JsonObject { ["KeyState"] = "Disabled" } });
            case "secretsmanager.GetSecretValue":
                throw new AwsException("ResourceNotFoundException", "Secrets Manager can't find the specified secret.");
        }

        return Task.FromResult(new JsonObject());
    }

    public Task<IReadOnlyList<Subnet>> FindAsync(string region, IReadOnlyList<string> ids, CancellationToken cancellationToken) =>
        Task.FromResult<IReadOnlyList<Subnet>>([.. ids.Select(id => new Subnet(id, "vpc-1", region + "a"))]);
}
