using System.Text.Json.Nodes;
using Notejam.Sandbox.Gateway;
using Notejam.Sandbox.Gateway.Operations;
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
        Corrected(await emulator.AnswerAsync(request, cancellationToken), request.Region, secret => [secret]);

    /// <summary>ListSecrets, the same.</summary>
    public async Task<AwsResponse> ListAsync(AwsRequest request, CancellationToken cancellationToken) =>
        Corrected(await emulator.AnswerAsync(request, cancellationToken), request.Region, list => list.Structures("SecretList").Select(Listed));

    // The emulator writes the members of DescribeSecret as well, which botocore's SecretListEntry does not have.
    private static JsonObject Listed(JsonObject entry)
    {
        entry.Remove("VersionIdsToStages");
        entry.Remove("ReplicationStatus");
        return entry;
    }

    /// <summary>A secret as DescribeSecret answers, for what the sandbox decides by it.</summary>
    /// <exception cref="AwsException">There is none.</exception>
    public async Task<JsonObject> DescribeAsync(string region, string secretId, CancellationToken cancellationToken)
    {
        var secret = await CallAsync(region, "DescribeSecret", secretId, cancellationToken);
        Correct(secret, region);
        return secret;
    }

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

    private AwsResponse Corrected(AwsResponse response, string region, Func<JsonObject, IEnumerable<JsonObject>> secrets)
    {
        if (response.Status != StatusCodes.Status200OK || JsonNode.Parse(response.Body) is not JsonObject answer) return response;
        foreach (var secret in secrets(answer)) Correct(secret, region);
        return AwsResponse.Json(answer);
    }

    private void Correct(JsonObject secret, string region)
    {
        lock (_lock)
        {
            foreach (var replica in secret.Structures("ReplicationStatus"))
                if (_keys.TryGetValue(Place(secret, replica["Region"]!.GetValue<string>()), out var key)) replica["KmsKeyId"] = key;
            if (secret["PrimaryRegion"] is null) return;
            // Under aws/secretsmanager, "this field is omitted" (DescribeSecretResponse$KmsKeyId): the emulator tells the primary's key.
            if (_keys.TryGetValue(Place(secret, region), out var own)) secret["KmsKeyId"] = own;
            else secret.Remove("KmsKeyId");
        }
    }

    // A secret's ARN ends the same in every region.
    private static string Place(JsonObject secret, string region)
    {
        var arn = secret["ARN"]!.GetValue<string>();
        return $"{region} {arn[(arn.LastIndexOf(':') + 1)..]}";
    }
}
