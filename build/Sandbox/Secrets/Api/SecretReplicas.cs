using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.State;

namespace Notejam.Sandbox.Secrets.Api;

/// <summary>
/// What the emulator lacks of replicated secrets. It tells every replica to be under Secrets Manager's own key, whichever was
/// asked for: Terraform would change it for ever. And it does not tell a replica's policy, which is the secret's own.
/// </summary>
internal sealed class SecretReplicas(StateStore files, IEmulator emulator)
{
    private const string FileName = "secret-replicas";
    private readonly Lock _lock = new();
    private readonly Dictionary<string, string> _keys = files.Load<Dictionary<string, string>>(FileName);

    /// <summary>DescribeSecret, with the keys that were asked for.</summary>
    public async Task<AwsResponse> DescribeAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Correct(request, await emulator.AnswerAsync(request, cancellationToken));

    /// <summary>CreateSecret and ReplicateSecretToRegions: the keys of replicas are remembered.</summary>
    public async Task<AwsResponse> ReplicateAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var response = await emulator.AnswerAsync(request, cancellationToken);
        if (response.Status != StatusCodes.Status200OK || request.Json["AddReplicaRegions"] is not JsonArray { Count: > 0 } replicas) return response;
        var secret = (request.Json["SecretId"] ?? request.Json["Name"])!.GetValue<string>();
        var described = await CallAsync(request.Region, "DescribeSecret", secret, cancellationToken);
        lock (_lock)
        {
            foreach (var replica in replicas.OfType<JsonObject>())
            {
                var place = Place(described, replica["Region"]!.GetValue<string>());
                if (replica["KmsKeyId"]?.GetValue<string>() is { } key) _keys[place] = key;
                else _keys.Remove(place);
            }

            files.Save(FileName, _keys);
        }

        return response;
    }

    /// <summary>GetResourcePolicy: a replica has the policy of its primary secret.</summary>
    public async Task<AwsResponse> PolicyAsync(AwsRequest request, CancellationToken cancellationToken)
    {
        var secret = await CallAsync(request.Region, "DescribeSecret", request.Json["SecretId"]!.GetValue<string>(), cancellationToken);
        if (secret["PrimaryRegion"]?.GetValue<string>() is not { } primary) return await emulator.AnswerAsync(request, cancellationToken);
        var answer = await CallAsync(primary, "GetResourcePolicy", secret["Name"]!.GetValue<string>(), cancellationToken);
        answer["ARN"] = secret["ARN"]!.GetValue<string>();
        return AwsResponse.Json(answer);
    }

    private Task<JsonObject> CallAsync(string region, string operation, string secret, CancellationToken cancellationToken) =>
        emulator.CallAsync(region, "secretsmanager", $"secretsmanager.{operation}", new JsonObject { ["SecretId"] = secret }, cancellationToken);

    private AwsResponse Correct(AwsRequest request, AwsResponse response)
    {
        if (response.Status != StatusCodes.Status200OK || JsonNode.Parse(response.Body) is not JsonObject secret) return response;
        lock (_lock)
        {
            foreach (var replica in (secret["ReplicationStatus"] as JsonArray ?? []).OfType<JsonObject>())
                if (_keys.TryGetValue(Place(secret, replica["Region"]!.GetValue<string>()), out var key)) replica["KmsKeyId"] = key;
            if (secret["PrimaryRegion"] is not null && _keys.TryGetValue(Place(secret, request.Region), out var own)) secret["KmsKeyId"] = own;
        }

        return AwsResponse.Json(secret);
    }

    // A secret's ARN ends the same in every region.
    private static string Place(JsonObject secret, string region)
    {
        var arn = secret["ARN"]!.GetValue<string>();
        return $"{region} {arn[(arn.LastIndexOf(':') + 1)..]}";
    }
}
